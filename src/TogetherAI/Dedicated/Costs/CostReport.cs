namespace TogetherAI;

/// <summary>
/// What dedicated endpoints cost, as far as a <see cref="CostMeter"/> has seen it. The service's bill decides. Immutable.
/// </summary>
public sealed record CostReport
{
    /// <summary>When it was drawn up.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Since when the meter has watched; what ran before is not in it.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The endpoints that were seen, also those that have gone, by name. Never null.</summary>
    public required IReadOnlyList<EndpointCost> Endpoints { get; init; }

    /// <summary>What was spent by label, in USD; under the empty text what has none. Never null.</summary>
    public required IReadOnlyDictionary<string, decimal> UsdByLabel { get; init; }

    /// <summary>What was spent since <see cref="Since"/>, in USD.</summary>
    public required decimal TotalUsd { get; init; }

    /// <summary>What was spent in this calendar month (UTC), <see cref="CostMeterOptions.AlreadySpentThisMonthUsd"/> included, in USD.</summary>
    public required decimal ThisMonthUsd { get; init; }

    /// <summary>What runs now costs an hour, in USD.</summary>
    public required decimal UsdPerHour { get; init; }

    /// <summary>What the month will have cost at its end if everything goes on as it runs now, in USD.</summary>
    public required decimal MonthEndUsd { get; init; }

    /// <summary>Whether a price is known for all that ran. If not, the sums are too low.</summary>
    public required bool IsComplete { get; init; }
}
