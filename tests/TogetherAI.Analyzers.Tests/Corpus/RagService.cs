// sdk: Microsoft.NET.Sdk.Web
// Retrieval: embed the question, rank the passages, answer from the best ones.
using System.Numerics.Tensors;
using TogetherAI;

namespace Library.Search;

public sealed class RagService(TogetherClient together, PassageStore passages, ILogger<RagService> logger)
{
    private const string Embedder = "intfloat/multilingual-e5-large-instruct";

    private static readonly ChatRequest s_template = new()
    {
        Model = "Qwen/Qwen3-235B-A22B-Instruct-2507",
        Messages = [],
        Temperature = 0.1,
    };

    public async Task<string> AnswerAsync(string question, CancellationToken cancellationToken)
    {
        EmbeddingResponse vectors = await together.Embeddings.CreateAsync(new EmbeddingRequest { Model = Embedder, Input = question }, cancellationToken);
        IReadOnlyList<Passage> near = passages.Nearest(vectors.Data[0].Vector, 30);

        RerankResponse ranked = await together.Rerank.CreateAsync(
            new RerankRequest
            {
                Model = "acme/passage-ranker",
                Query = question,
                Documents = [.. near.Select(p => RerankDocument.FromText(p.Text))],
                TopN = 4,
            },
            cancellationToken);
        string context = string.Join("\n\n", ranked.Results.Select(r => near[r.Index].Text));
        logger.LogDebug("{Count} passages for the question", ranked.Results.Count);

        ChatRequest request = s_template with // expect: TAI1001
        {
            Messages =
            [
                ChatMessage.System("Answer from the passages only. Say so when they do not hold the answer."),
                ChatMessage.User($"{context}\n\nQuestion: {question}"),
            ],
        };
        ChatResponse answer = await together.Chat.CreateAsync(request, cancellationToken);
        return answer.Text;
    }

    public async Task<string> RephraseAsync(string question, CancellationToken cancellationToken)
    {
        ChatRequest request = new() // expect: TAI1001
        {
            Model = "Qwen/Qwen3-235B-A22B-Instruct-2507",
            Messages = [ChatMessage.User($"Rephrase as a search query: {question}")],
        };
        request = request with { Temperature = 0 };
        return (await together.Chat.CreateAsync(request, cancellationToken)).Text;
    }
}

public sealed record Passage(string Text, float[] Vector);

public sealed class PassageStore(List<Passage> passages)
{
    public IReadOnlyList<Passage> Nearest(ReadOnlyMemory<float> query, int count) =>
        [.. passages.OrderByDescending(p => TensorPrimitives.CosineSimilarity(query.Span, p.Vector)).Take(count)];
}
