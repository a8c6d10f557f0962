using System.Numerics.Tensors;
using TogetherAI.Local.Catalog;
using TogetherAI.Local.Dedicated;
using TogetherAI.Local.Hosting;
using TogetherAI.Local.Lanes;
using TogetherAI.Local.Wire;

namespace TogetherAI.Local.Rerank;

/// <summary><c>POST /v1/rerank</c>: the cosine of the query's vector and each document's.</summary>
internal sealed class RerankRoute(ModelCatalog models, VirtualCloud cloud)
{
    public async Task HandleAsync(ApiCall call)
    {
        RerankCall rerank = new(new FieldReader(call.Request));
        using LaneTurn? turn = await cloud.EnterAsync(call, rerank.Model).ConfigureAwait(false);
        (EngineModel model, _) = await models.GetAsync(turn?.Model ?? rerank.Model, call.Aborted).ConfigureAwait(false);
        int[][] tokens =
        [
            model.Embedder.Tokens(rerank.Query, "query"),
            .. rerank.Documents.Select((document, i) => model.Embedder.Tokens(document.Ranked, RerankCall.PathOf(i))),
        ];
        if (turn is not null)
            await turn.ReadPromptAsync(tokens.Sum(static text => text.Length)).ConfigureAwait(false);
        float[][] vectors = await model.Embedder.EmbedAsync(tokens, call.Aborted).ConfigureAwait(false);

        // Vectors have length 1, so that their product is the cosine. Equals stay in the request's order.
        WireRerankResult[] results =
        [
            .. rerank.Documents
                .Select((document, i) => new WireRerankResult(
                    i, TensorPrimitives.Dot(vectors[0], vectors[i + 1]), new WireRerankDocument(rerank.ReturnDocuments ? document.Text : null)))
                .OrderByDescending(static result => result.RelevanceScore)
                .Take(rerank.TopN ?? int.MaxValue),
        ];
        WireRerank answer = new()
        {
            Id = call.Request.Id,
            Model = rerank.Model,
            Results = results,
            Usage = new WireUsage(tokens.Sum(static text => text.Length), 0),
        };
        await call.WriteJsonAsync(200, answer, WireJson.Default.WireRerank).ConfigureAwait(false);
        turn?.Served();
    }
}
