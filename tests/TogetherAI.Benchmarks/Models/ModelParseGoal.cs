using System.Text.Json;

namespace TogetherAI.Benchmarks.Models;

/// <summary>The list as together.ai sends it, whole calls of ours against the serializer on the bytes, without HTTP.</summary>
internal sealed class ModelParseGoal : RatioGoal
{
    private readonly byte[] _bytes = ModelBytes.Answer(isEnveloped: false);
    private readonly TogetherClient _ours;

    public ModelParseGoal() => _ours = new TogetherClient(
        new TogetherClientOptions { ApiKey = "key", BaseAddress = new Uri("https://api.together.ai/v1") },
        new ReplayHandler(_bytes, "application/json"));

    public override string Name => "models-parse";

    public override string Peer => "JsonSerializer";

    public override double? TimeLimit => 1.3;

    public override double? BytesLimit => 1.5;

    public override async Task<long> OursAsync() => (await _ours.Models.ListAsync()).Sum(static model => (long)model.Id.Length);

    public override Task<long> PeerAsync() =>
        Task.FromResult(JsonSerializer.Deserialize(_bytes, HandmadeModelJson.Default.ListHandmadeModel)!.Sum(static model => (long)model.Id!.Length));

    public override ValueTask DisposeAsync()
    {
        _ours.Dispose();
        return default;
    }
}
