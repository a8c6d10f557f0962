namespace TogetherAI;

/// <summary>The time that a <see cref="Budget"/> is for.</summary>
public enum BudgetPeriod
{
    /// <summary>Each calendar month, in UTC.</summary>
    Month,

    /// <summary>All the time that the meter watches.</summary>
    Total,
}
