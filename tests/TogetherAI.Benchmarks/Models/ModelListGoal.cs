using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using OpenAI.Models;

namespace TogetherAI.Benchmarks.Models;

/// <summary>A list of 500 models through both clients. It stands in an object, since the OpenAI SDK cannot read together.ai's bare array.</summary>
internal sealed class ModelListGoal : RatioGoal
{
    private static readonly Uri s_address = new("https://api.together.ai/v1");

    private readonly ReplayHandler _handler = new(ModelBytes.Answer(isEnveloped: true), "application/json");
    private readonly TogetherClient _ours;
    private readonly HttpClient _http;
    private readonly OpenAIModelClient _peer;

    public ModelListGoal()
    {
        _ours = new TogetherClient(new TogetherClientOptions { ApiKey = "key", BaseAddress = s_address }, _handler);
        _http = new HttpClient(_handler, disposeHandler: false);
        _peer = new OpenAIModelClient(
            new ApiKeyCredential("key"),
            new OpenAIClientOptions { Endpoint = s_address, Transport = new HttpClientPipelineTransport(_http) });
    }

    public override string Name => "models";

    public override string Peer => "the OpenAI SDK";

    public override double? TimeLimit => 1;

    public override double? BytesLimit => 1;

    public override async Task<long> OursAsync() => (await _ours.Models.ListAsync()).Sum(static model => (long)model.Id.Length);

    public override async Task<long> PeerAsync() => (await _peer.GetModelsAsync()).Value.Sum(static model => (long)model.Id.Length);

    public override ValueTask DisposeAsync()
    {
        _ours.Dispose();
        _http.Dispose();
        return default;
    }
}
