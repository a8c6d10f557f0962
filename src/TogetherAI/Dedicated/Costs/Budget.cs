namespace TogetherAI;

/// <summary>A ceiling for what dedicated endpoints cost. Immutable: <c>with</c> makes a changed copy.</summary>
public sealed record Budget
{
    /// <summary>The ceiling, in USD.</summary>
    /// <value>More than 0.</value>
    public required decimal Usd { get; init; }

    /// <summary>The time it is for.</summary>
    /// <value><see cref="BudgetPeriod.Month"/> by default.</value>
    public BudgetPeriod Period { get; init; }

    /// <summary>Only endpoints with this label.</summary>
    /// <value>Null by default: with any, or none.</value>
    public string? Label { get; init; }

    /// <summary>Only this endpoint, by its id, its name, or the last part of it; with <c>*</c> at its end, all that begin like it.</summary>
    /// <value>Null by default: all.</value>
    public string? Endpoint { get; init; }

    /// <summary>The shares at which an alarm is given, each once.</summary>
    /// <value>Each more than 0 and at most 1; 0.5, 0.8 and 0.95 by default.</value>
    public IReadOnlyList<decimal> AlarmAt { get; init; } = [0.5m, 0.8m, 0.95m];

    /// <summary>
    /// Whether everything in it is stopped when what is left no longer pays for the time to the next look and the five minutes that a stop is
    /// given. What is in use is stopped too.
    /// </summary>
    /// <value>False by default.</value>
    public bool HardStop { get; init; }

    internal bool Covers(EndpointCost cost) =>
        (Label is null || Label == cost.Label) && (Endpoint is null || EndpointNames.Matches(Endpoint, cost.EndpointId, cost.EndpointName));
}
