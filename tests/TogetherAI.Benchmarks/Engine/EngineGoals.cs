using TogetherAI.Engine;

namespace TogetherAI.Benchmarks.Engine;

/// <summary>What a format is meant to reach: multiples of the peer, and shares of what the machine can do.</summary>
internal sealed record EngineGoals(WeightFormat Format, double? Prefill, double? Decode, double? BandwidthShare, double? ComputeShare)
{
    public static IReadOnlyList<EngineGoals> All { get; } =
    [
        new(WeightFormat.Q8_0, 2.5, 1.5, 0.88, null),
        new(WeightFormat.Q4_0, 1.5, 1.6, 0.88, null),
        new(WeightFormat.Q4_K, 1.2, null, 0.75, null),
        new(WeightFormat.BF16, null, null, 0.85, 0.8),
    ];
}
