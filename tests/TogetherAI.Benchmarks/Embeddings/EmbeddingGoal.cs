using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;

namespace TogetherAI.Benchmarks.Embeddings;

/// <summary>An answer of 1,000 vectors, read to its last number: the same bytes from the same handler through both clients.</summary>
internal sealed class EmbeddingGoal : RatioGoal
{
    private static readonly Uri s_address = new("https://api.together.ai/v1");

    private readonly ReplayHandler _handler = new(EmbeddingBytes.Answer(), "application/json");
    private readonly TogetherClient _ours;
    private readonly HttpClient _http;
    private readonly OpenAI.Embeddings.EmbeddingClient _peer;

    public EmbeddingGoal()
    {
        _ours = new TogetherClient(new TogetherClientOptions { ApiKey = "key", BaseAddress = s_address }, _handler);
        _http = new HttpClient(_handler, disposeHandler: false);
        _peer = new OpenAI.Embeddings.EmbeddingClient(
            EmbeddingBytes.Model,
            new ApiKeyCredential("key"),
            new OpenAIClientOptions { Endpoint = s_address, Transport = new HttpClientPipelineTransport(_http) });
    }

    public override string Name => "embeddings";

    public override string Peer => "the OpenAI SDK";

    public override double? TimeLimit => 1;

    public override double? BytesLimit => 1;

    public override async Task<long> OursAsync()
    {
        EmbeddingResponse answer = await _ours.Embeddings.CreateAsync(new EmbeddingRequest { Model = EmbeddingBytes.Model, Input = "a text" });
        long work = answer.Data.Count;
        foreach (EmbeddingData data in answer.Data)
            work += (long)(data.Vector.Span[^1] * 1000);
        return work;
    }

    public override async Task<long> PeerAsync()
    {
        ClientResult<OpenAI.Embeddings.OpenAIEmbeddingCollection> answer = await _peer.GenerateEmbeddingsAsync(["a text"]);
        long work = answer.Value.Count;
        foreach (OpenAI.Embeddings.OpenAIEmbedding data in answer.Value)
            work += (long)(data.ToFloats().Span[^1] * 1000);
        return work;
    }

    public override ValueTask DisposeAsync()
    {
        _ours.Dispose();
        _http.Dispose();
        return default;
    }
}
