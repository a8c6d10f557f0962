namespace TogetherAI;

/// <summary>Numbers of one piece of a stretch of time. Immutable.</summary>
public sealed record MetricsPoint : WireModel
{
    /// <summary>Where the piece starts.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>The numbers, by name.</summary>
    public IReadOnlyDictionary<string, double>? Values { get; init; }
}
