namespace TogetherAI;

/// <summary>A router at a moment. Immutable.</summary>
public sealed record RouterSnapshot
{
    /// <summary>Its lanes, in the order of preference. Never null.</summary>
    public required IReadOnlyList<LaneSnapshot> Lanes { get; init; }

    /// <summary>Requests that wait here for a lane.</summary>
    public int Queued { get; init; }

    /// <summary>Requests that have been made.</summary>
    public long Arrivals { get; init; }

    /// <summary>Attempts beyond the first: hedges and repetitions. In any 60 seconds at most 5 % of the arrivals, or 3.</summary>
    public long ExtraAttempts { get; init; }

    /// <summary>What a hedge may cost now, in USD; null where no reserved lane has a price, and hedges must cost nothing.</summary>
    public decimal? HedgeBudgetUsd { get; init; }

    /// <summary>What was spent by the token in the last 60 minutes, in USD.</summary>
    public decimal SpentLastHourUsd { get; init; }

    /// <summary>What was spent by the token in the last 24 hours, in USD.</summary>
    public decimal SpentLastDayUsd { get; init; }

    /// <summary>How far traffic has moved to a new lane; null where none is being moved.</summary>
    public RampSnapshot? Ramp { get; init; }
}
