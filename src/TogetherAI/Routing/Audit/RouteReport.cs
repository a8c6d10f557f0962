namespace TogetherAI;

/// <summary>How a request was routed, and why. A picture of the moment at which it was asked for; immutable.</summary>
public sealed record RouteReport
{
    /// <summary>The lane whose answer it is; null where none answered.</summary>
    public string? Lane { get; init; }

    /// <summary>Why that lane.</summary>
    public RouteReason Reason { get; init; }

    /// <summary>How long it waited here for a lane.</summary>
    public TimeSpan Queued { get; init; }

    /// <summary>Every attempt, in the order they were started. Never null.</summary>
    public IReadOnlyList<RouteAttempt> Attempts { get => field ?? []; init; }

    /// <summary>Every decision, in order. Never null.</summary>
    public IReadOnlyList<RouteDecision> Decisions { get => field ?? []; init; }

    /// <summary>What all attempts cost beside the reserved capacity, in USD; estimated until the usage has arrived.</summary>
    public decimal CostUsd => Attempts.Sum(static attempt => attempt.CostUsd);

    /// <summary>The decisions, a line each.</summary>
    /// <returns>The lines.</returns>
    public override string ToString() => string.Join(Environment.NewLine, Decisions);
}
