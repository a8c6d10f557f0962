using System.Text.Json;

namespace TogetherAI.Benchmarks.Embeddings;

/// <summary>The same answer, whole calls of ours against the least there is: the serializer on the bytes, without HTTP, into arrays.</summary>
internal sealed class EmbeddingParseGoal : RatioGoal
{
    private readonly byte[] _bytes = EmbeddingBytes.Answer();
    private readonly TogetherClient _ours;

    public EmbeddingParseGoal() => _ours = new TogetherClient(
        new TogetherClientOptions { ApiKey = "key", BaseAddress = new Uri("https://api.together.ai/v1") },
        new ReplayHandler(_bytes, "application/json"));

    public override string Name => "embeddings-parse";

    public override string Peer => "JsonSerializer";

    public override double? TimeLimit => 1.2;

    public override double? BytesLimit => 1.5;

    public override async Task<long> OursAsync()
    {
        EmbeddingResponse answer = await _ours.Embeddings.CreateAsync(new EmbeddingRequest { Model = EmbeddingBytes.Model, Input = "a text" });
        long work = answer.Data.Count;
        foreach (EmbeddingData data in answer.Data)
            work += (long)(data.Vector.Span[^1] * 1000);
        return work;
    }

    public override Task<long> PeerAsync()
    {
        HandmadeEmbeddings answer = JsonSerializer.Deserialize(_bytes, HandmadeEmbeddingJson.Default.HandmadeEmbeddings)!;
        long work = answer.Data.Count;
        foreach (HandmadeEmbedding data in answer.Data)
            work += (long)(data.Embedding[^1] * 1000);
        return Task.FromResult(work);
    }

    public override ValueTask DisposeAsync()
    {
        _ours.Dispose();
        return default;
    }
}
