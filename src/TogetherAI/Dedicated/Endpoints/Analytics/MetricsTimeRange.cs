namespace TogetherAI;

/// <summary>A stretch of time that numbers are about. Immutable.</summary>
public sealed record MetricsTimeRange : WireModel
{
    /// <summary>Where it starts; included.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>Where it ends; not included.</summary>
    public DateTimeOffset? EndTime { get; init; }
}
