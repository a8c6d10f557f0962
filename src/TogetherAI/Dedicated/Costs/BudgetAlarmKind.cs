namespace TogetherAI;

/// <summary>What a <see cref="BudgetAlarm"/> is about.</summary>
public enum BudgetAlarmKind
{
    /// <summary>A share of the budget has been spent.</summary>
    ShareSpent,

    /// <summary>If everything goes on as it is, the month will end above its budget.</summary>
    ForecastAbove,

    /// <summary>The budget is used up, and what belongs to it is being stopped.</summary>
    HardStop,

    /// <summary>Something in the budget runs whose price the service does not tell: it cannot be kept.</summary>
    PriceUnknown,
}
