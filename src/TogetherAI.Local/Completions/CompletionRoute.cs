using TogetherAI.Local.Answers;
using TogetherAI.Local.Catalog;
using TogetherAI.Local.Hosting;
using TogetherAI.Local.Lanes;

namespace TogetherAI.Local.Completions;

/// <summary><c>POST /v1/completions</c>.</summary>
internal sealed class CompletionRoute(ModelCatalog models, LocalLanes lanes)
{
    public async Task HandleAsync(ApiCall call)
    {
        CompletionCall completion = new(new FieldReader(call.Request));
        using LaneTurn? turn = await lanes.EnterAsync(call, completion.Model).ConfigureAwait(false);
        (EngineModel model, bool standIn) = await models.GetAsync(turn?.Model ?? completion.Model, call.Aborted).ConfigureAwait(false);
        Answer answer = model.Complete(call, completion, standIn);
        answer = turn?.Pace(answer) ?? answer;
        if (completion.Stream)
            await CompletionWriter.StreamAsync(call, completion, answer).ConfigureAwait(false);
        else
            await CompletionWriter.WriteAsync(call, completion, answer).ConfigureAwait(false);
        turn?.Served();
    }
}
