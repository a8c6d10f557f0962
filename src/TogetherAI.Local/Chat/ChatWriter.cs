using TogetherAI.Local.Answers;
using TogetherAI.Local.Hosting;
using TogetherAI.Local.Wire;

namespace TogetherAI.Local.Chat;

/// <summary>Writes a chat answer in one piece.</summary>
internal static class ChatWriter
{
    public static async Task WriteAsync(ApiCall call, ChatCall chat, Answer answer)
    {
        ChoiceText[] choices = await ChoiceText.ReadAsync(answer, chat, call.Aborted).ConfigureAwait(false);
        WireChatCompletion completion = new()
        {
            Id = call.Request.Id,
            Created = call.Created,
            Model = chat.Model,
            Prompt = chat.Echo ? [await answer.EchoAsync(call.Aborted).ConfigureAwait(false)] : [],
            Choices = [.. choices.Select((choice, index) => new WireChatChoice
            {
                Index = index,
                FinishReason = choice.FinishReason,
                Seed = answer.SeedOf(index),
                Logprobs = choice.LogProbs,
                Message = new WireChatMessage(choice.ToolCalls.Count > 0 && choice.Text.Length == 0 ? null : choice.Text, choice.ToolCalls, choice.Reasoning),
            })],
            Usage = new WireUsage(answer.PromptTokens, choices.Sum(static choice => choice.Tokens)),
        };
        await call.WriteJsonAsync(200, completion, WireJson.Default.WireChatCompletion).ConfigureAwait(false);
    }
}
