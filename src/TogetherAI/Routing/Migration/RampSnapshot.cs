namespace TogetherAI;

/// <summary>A ramp at a moment. Immutable.</summary>
public sealed record RampSnapshot
{
    /// <summary>Where it stands.</summary>
    public required RampState State { get; init; }

    /// <summary>The share of traffic that goes to the new lane, 0 to 1.</summary>
    public required double Share { get; init; }

    /// <summary>Which of <see cref="RampOptions.Steps"/> is, or was last, in force; counted from 0.</summary>
    public int Step { get; init; }

    /// <summary>How long ago the step began; of a ramp that is over, how long ago it ended.</summary>
    public TimeSpan Held { get; init; }

    /// <summary>Requests of the new lane that ended in this step.</summary>
    public long Requests { get; init; }

    /// <summary>Of those, the ones that failed.</summary>
    public long Failures { get; init; }

    /// <summary>Of those, the ones whose first token took longer than <see cref="RampOptions.MaxTimeToFirstTokenP95"/>.</summary>
    public long Slow { get; init; }

    /// <summary>Why all traffic went back; null where it did not.</summary>
    public string? RollbackReason { get; init; }
}
