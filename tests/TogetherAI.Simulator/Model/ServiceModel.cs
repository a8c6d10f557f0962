using System.Text.Json;
using System.Text.Json.Serialization;

namespace TogetherAI.Simulator;

/// <summary>The constants of <c>service-model.json</c>.</summary>
internal sealed record ServiceModel(string Notes, DedicatedModel Dedicated, ServerlessModel Serverless, NetworkModel Network, WorkloadModel Workload)
{
    /// <summary>The one that is used.</summary>
    public static ServiceModel Current { get; } = Read();

    private static ServiceModel Read()
    {
        using Stream json = typeof(ServiceModel).Assembly.GetManifestResourceStream("service-model.json")!;
        return JsonSerializer.Deserialize(json, ServiceModelJson.Default.ServiceModel)!;
    }
}

/// <summary>Rented GPUs.</summary>
internal sealed record DedicatedModel(
    ModelNumber Replicas,
    ModelNumber SlotsPerReplica,
    ModelNumber QueuePerReplica,
    ModelNumber PrefillTokensPerSecond,
    ModelNumber PrefillOverheadSeconds,
    ModelNumber PrefillNoiseSigma,
    ModelNumber TokenSeconds,
    ModelNumber TokenSecondsPerSequence,
    ModelNumber UsdPerReplicaHour);

/// <summary>GPUs shared with everybody.</summary>
internal sealed record ServerlessModel(
    ModelNumber FirstTokenMedianSeconds,
    ModelNumber FirstTokenSigma,
    ModelNumber FirstTokenSecondsPerPromptToken,
    ModelNumber TailShare,
    ModelNumber TailLeastSeconds,
    ModelNumber TailAlpha,
    ModelNumber TailMostSeconds,
    ModelNumber TokenSeconds,
    ModelNumber RateFloorPerSecond,
    ModelNumber RateGrowth,
    ModelNumber RateWindowSeconds,
    ModelNumber RateBurstSeconds,
    ModelNumber UnavailableShare,
    ModelNumber RetryAfterSeconds,
    ModelNumber UsdPerMillionInput,
    ModelNumber UsdPerMillionOutput);

/// <summary>What lies between.</summary>
internal sealed record NetworkModel(ModelNumber RoundTripSeconds, ModelNumber ConnectFailureSeconds);

/// <summary>What is asked.</summary>
internal sealed record WorkloadModel(
    ModelNumber RequestsPerSecond, ModelNumber CapacityPerSecond, ModelNumber CharactersPerToken, ModelNumber MaxTokens, ModelNumber ObjectiveSeconds);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ServiceModel))]
internal sealed partial class ServiceModelJson : JsonSerializerContext;
