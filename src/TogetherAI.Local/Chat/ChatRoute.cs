using TogetherAI.Local.Answers;
using TogetherAI.Local.Catalog;
using TogetherAI.Local.Hosting;
using TogetherAI.Local.Lanes;
using TogetherAI.Local.Scripting;

namespace TogetherAI.Local.Chat;

/// <summary><c>POST /v1/chat/completions</c>.</summary>
internal sealed class ChatRoute(ScriptedChat script, ModelCatalog models, LocalLanes lanes)
{
    public async Task HandleAsync(ApiCall call)
    {
        ChatCall chat = new(new FieldReader(call.Request));
        using LaneTurn? turn = await lanes.EnterAsync(call, chat.Model).ConfigureAwait(false);
        Answer answer = script.TryAnswer(call.Request) is { } reply
            ? new ScriptedAnswer(call, reply)
            : await AskModelAsync(call, chat, turn?.Model ?? chat.Model).ConfigureAwait(false);
        answer = turn?.Pace(answer) ?? answer;
        if (chat.Stream)
            await ChatStreamWriter.WriteAsync(call, chat, answer).ConfigureAwait(false);
        else
            await ChatWriter.WriteAsync(call, chat, answer).ConfigureAwait(false);
        turn?.Served();
    }

    private async Task<Answer> AskModelAsync(ApiCall call, ChatCall chat, string name)
    {
        (EngineModel model, bool standIn) = await models.GetAsync(name, call.Aborted).ConfigureAwait(false);
        return model.Chat(call, chat, standIn);
    }
}
