using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>How long something took, over all requests for which it was measured. Immutable.</summary>
public sealed record TimeSummary
{
    /// <summary>For how many requests it was measured.</summary>
    public required long Count { get; init; }

    /// <summary>Half of them took no longer.</summary>
    /// <value>To within 1 % and 0.1 ms.</value>
    [JsonPropertyName("p50_ms")]
    public required TimeSpan P50 { get; init; }

    /// <summary>95 of 100 took no longer.</summary>
    /// <value>To within 1 % and 0.1 ms.</value>
    [JsonPropertyName("p95_ms")]
    public required TimeSpan P95 { get; init; }

    /// <summary>99 of 100 took no longer.</summary>
    /// <value>To within 1 % and 0.1 ms.</value>
    [JsonPropertyName("p99_ms")]
    public required TimeSpan P99 { get; init; }

    /// <summary>What a sketch of times counts in: a tenth of a millisecond.</summary>
    internal const long Unit = TimeSpan.TicksPerMillisecond / 10;

    internal static TimeSummary? Of(CountSketch times) => times.Count == 0 ? null : new()
    {
        Count = times.Count,
        P50 = At(times, 0.5),
        P95 = At(times, 0.95),
        P99 = At(times, 0.99),
    };

    private static TimeSpan At(CountSketch times, double share) => TimeSpan.FromTicks((long)(times.Quantile(share) * Unit));
}
