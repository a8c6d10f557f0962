namespace TogetherAI;

/// <summary>One attempt of a routed request. Immutable.</summary>
public sealed record RouteAttempt
{
    /// <summary>The lane it was made on.</summary>
    public required string Lane { get; init; }

    /// <summary>Why that lane.</summary>
    public required RouteReason Reason { get; init; }

    /// <summary>From the call to the attempt's start.</summary>
    public required TimeSpan StartedAfter { get; init; }

    /// <summary>From the attempt's start to its first content token; null where none came.</summary>
    public TimeSpan? TimeToFirstToken { get; init; }

    /// <summary>Whether the answer came from it.</summary>
    public bool Won { get; init; }

    /// <summary>What failed, in a word or two; null where nothing did, as for an attempt that lost the race.</summary>
    public string? Error { get; init; }

    /// <summary>What it cost in USD as far as known when this was read: estimated until the usage has arrived; 0 on reserved capacity.</summary>
    public decimal CostUsd { get; init; }
}
