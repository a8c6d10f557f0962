namespace TogetherAI;

/// <summary>A lane at a moment. Immutable.</summary>
public sealed record LaneSnapshot
{
    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>The model's name there.</summary>
    public required string Model { get; init; }

    /// <summary>Whether its capacity is reserved.</summary>
    public required bool IsDedicated { get; init; }

    /// <summary>Whether it takes requests.</summary>
    public required LaneState State { get; init; }

    /// <summary>Requests that are under way.</summary>
    public int InFlight { get; init; }

    /// <summary>Of those, the ones whose first content token has not come.</summary>
    public int PendingFirstToken { get; init; }

    /// <summary>How long the oldest of these has waited.</summary>
    public TimeSpan OldestPending { get; init; }

    /// <summary>First tokens a second, over the last two seconds.</summary>
    public double FirstTokensPerSecond { get; init; }

    /// <summary>The median time to first token, over the last minute or so.</summary>
    public TimeSpan TimeToFirstTokenP50 { get; init; }

    /// <summary>The time to first token that 95 % stay under.</summary>
    public TimeSpan TimeToFirstTokenP95 { get; init; }

    /// <summary>The time to first token that 99 % stay under.</summary>
    public TimeSpan TimeToFirstTokenP99 { get; init; }

    /// <summary>The time between generated tokens; null before an answer has ended.</summary>
    public TimeSpan? TimePerOutputToken { get; init; }

    /// <summary>The requests a second it is paced to after being turned away; null while it is not.</summary>
    public double? PacedToPerSecond { get; init; }

    /// <summary>The number of requests at a time at which its answers begin to be late.</summary>
    public int ConcurrencyLimit { get; init; }

    /// <summary>Attempts that were made.</summary>
    public long Requests { get; init; }

    /// <summary>Attempts that failed.</summary>
    public long Failures { get; init; }

    /// <summary>Attempts that were turned away (429).</summary>
    public long Throttled { get; init; }

    /// <summary>Requests that came here because the lane before it would have been late, was full, or out of service.</summary>
    public long Spills { get; init; }

    /// <summary>Hedges that were fired at it.</summary>
    public long HedgesFired { get; init; }

    /// <summary>Hedges that it won.</summary>
    public long HedgesWon { get; init; }

    /// <summary>What was spent on it by the token, in USD.</summary>
    public decimal CostUsd { get; init; }
}
