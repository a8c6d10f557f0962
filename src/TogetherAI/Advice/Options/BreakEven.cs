namespace TogetherAI;

/// <summary>The load from which replicas are cheaper than serverless, for requests of the recorded size. Immutable.</summary>
public sealed record BreakEven
{
    /// <summary>The replicas' hardware.</summary>
    public required string Hardware { get; init; }

    /// <summary>How many replicas: as many as the load needs; 1 where that is not known.</summary>
    public required int Replicas { get; init; }

    /// <summary>What they cost.</summary>
    /// <value>In USD an hour.</value>
    public required decimal UsdPerHour { get; init; }

    /// <summary>The load at which serverless costs as much.</summary>
    /// <value>In requests a second.</value>
    public required double RequestsPerSecond { get; init; }

    /// <summary>The same load.</summary>
    /// <value>In tokens a second, of prompts and answers together.</value>
    public required double TokensPerSecond { get; init; }

    /// <summary>
    /// Whether the replicas can serve so much; null where their throughput is not known. False says that serverless is always cheaper than these.
    /// </summary>
    public bool? IsWithinCapacity { get; init; }

    /// <summary>The share of a month's hours whose mean load is above it, as far as the recording tells.</summary>
    /// <value>0 to 1.</value>
    public required double ShareOfHours { get; init; }

    /// <summary>
    /// The hours with a mean load above it, in UTC, such as <c>Mon-Fri 08:00-18:00</c>; empty where there are none or the recording has not seen a
    /// whole day.
    /// </summary>
    public IReadOnlyList<string> Hours { get => field ?? []; init; }
}
