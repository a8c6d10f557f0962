using TogetherAI.Local.Catalog;
using TogetherAI.Local.Dedicated;
using TogetherAI.Local.Hosting;
using TogetherAI.Local.Lanes;
using TogetherAI.Local.Wire;

namespace TogetherAI.Local.Embeddings;

/// <summary><c>POST /v1/embeddings</c>.</summary>
internal sealed class EmbeddingsRoute(ModelCatalog models, VirtualCloud cloud)
{
    // As many as a client can hope to get in one answer; more is a mistake that would keep the model busy for minutes.
    private const int MaxTexts = 2048;

    public async Task HandleAsync(ApiCall call)
    {
        FieldReader fields = new(call.Request);
        string name = fields.Text("model");
        if (fields.Find("input") is not { } input)
            throw ApiException.Invalid("input", "input is required.");
        IReadOnlyList<string> texts = fields.Strings("input");
        if (texts.Count is 0 or > MaxTexts)
            throw ApiException.Invalid("input", FormattableString.Invariant($"input must hold 1 to {MaxTexts} texts; it holds {texts.Count}."));
        bool alone = input.ValueKind == System.Text.Json.JsonValueKind.String;
        using LaneTurn? turn = await cloud.EnterAsync(call, name).ConfigureAwait(false);
        (EngineModel model, _) = await models.GetAsync(turn?.Model ?? name, call.Aborted).ConfigureAwait(false);
        int[][] tokens = [.. texts.Select((text, i) => model.Embedder.Tokens(text, alone ? "input" : FormattableString.Invariant($"input[{i}]")))];
        if (turn is not null)
            await turn.ReadPromptAsync(tokens.Sum(static text => text.Length)).ConfigureAwait(false);
        float[][] vectors = await model.Embedder.EmbedAsync(tokens, call.Aborted).ConfigureAwait(false);
        WireEmbeddings answer = new() { Model = name, Data = [.. vectors.Select(static (vector, index) => new WireEmbedding(vector, index))] };
        await call.WriteJsonAsync(200, answer, WireJson.Default.WireEmbeddings).ConfigureAwait(false);
        turn?.Served();
    }
}
