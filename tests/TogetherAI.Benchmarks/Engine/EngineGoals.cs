using TogetherAI.Engine;

namespace TogetherAI.Benchmarks.Engine;

/// <summary>
/// What a format is meant to reach: multiples of the peer, shares of what the machine can do, and how many times one sequence's tokens eight
/// sequences together are to make.
/// </summary>
internal sealed record EngineGoals(WeightFormat Format, double? Prefill, double? Decode, double? BandwidthShare, double? ComputeShare, double? Batch)
{
    public static IReadOnlyList<EngineGoals> All { get; } =
    [
        new(WeightFormat.Q8_0, 2.5, 1.5, 0.88, null, 5),
        new(WeightFormat.Q4_0, 1.5, 1.6, 0.88, null, 5),
        new(WeightFormat.Q4_K, 1.2, null, 0.75, null, 5),
        new(WeightFormat.BF16, null, null, 0.85, 0.8, null),
    ];
}
