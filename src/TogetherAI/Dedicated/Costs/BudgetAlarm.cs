namespace TogetherAI;

/// <summary>Something to know about a budget. Immutable.</summary>
public sealed record BudgetAlarm
{
    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What it is about.</summary>
    public required BudgetAlarmKind Kind { get; init; }

    /// <summary>The budget.</summary>
    public required Budget Budget { get; init; }

    /// <summary>What was spent of it, in USD.</summary>
    public required decimal SpentUsd { get; init; }

    /// <summary>What runs in it now costs an hour, in USD.</summary>
    public required decimal UsdPerHour { get; init; }

    /// <summary>What will have been spent at the end of the month if everything goes on as it is, in USD; null for another period.</summary>
    public decimal? ForecastUsd { get; init; }

    /// <summary>The alarm in a sentence.</summary>
    public required string Message { get; init; }
}
