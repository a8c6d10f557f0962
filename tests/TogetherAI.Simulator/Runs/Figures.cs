namespace TogetherAI.Simulator;

/// <summary>What a run is judged by. Times in seconds, shares in percent.</summary>
internal sealed record Figures
{
    public required int Requests { get; init; }

    public required double P50 { get; init; }

    public required double P95 { get; init; }

    public required double P99 { get; init; }

    public required double P999 { get; init; }

    /// <summary>To the last token.</summary>
    public required double WholeP95 { get; init; }

    public required double WholeP99 { get; init; }

    /// <summary>Requests whose first token came within the objective and whose answer became whole.</summary>
    public required double Goodput { get; init; }

    /// <summary>Requests whose answer did not become whole.</summary>
    public required double Failed { get; init; }

    /// <summary>Attempts beyond arrivals, of all arrivals.</summary>
    public required double Extra { get; init; }

    /// <summary>The same in the worst 60 s, of that window's arrivals.</summary>
    public required double WorstExtra { get; init; }

    /// <summary>The worst 60 s against what is allowed in it, the greater of 5 % of its arrivals and 3: at most 1 where the invariant holds.</summary>
    public required double WorstExtraOfAllowed { get; init; }

    /// <summary>Spent on serverless, of what the rented GPUs cost meanwhile.</summary>
    public required double SpillUsd { get; init; }

    /// <summary>Spent on attempts that began beside another one, of what the rented GPUs cost meanwhile.</summary>
    public required double HedgeUsd { get; init; }

    public double ExtraUsd => SpillUsd + HedgeUsd;

    /// <summary>By a thousand requests.</summary>
    public required double Throttled { get; init; }

    /// <summary>Answers that came from rented GPUs.</summary>
    public required double OnDedicated { get; init; }

    /// <summary>Seconds from the scenario's recovery until 95 % of 5 s of traffic are answered by rented GPUs; null where nothing recovers.</summary>
    public required double? Return { get; init; }

    /// <summary>Goodput of the minute that begins 15 s after the recovery; null where nothing recovers.</summary>
    public required double? AfterReturn { get; init; }

    /// <summary>Half of what lies between the 5th and the 95th percentile of the share on rented GPUs, over windows of 10 s.</summary>
    public required double Swing { get; init; }
}
