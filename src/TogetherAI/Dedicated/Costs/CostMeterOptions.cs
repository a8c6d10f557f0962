namespace TogetherAI;

/// <summary>What a <see cref="CostMeter"/> counts. Immutable: <c>with</c> makes a changed copy.</summary>
public sealed record CostMeterOptions
{
    /// <summary>The endpoints to count, by their id, their name, or the last part of it; with <c>*</c> at its end, all that begin like it.</summary>
    /// <value>Null by default: all of the client's project.</value>
    public IReadOnlyList<string>? Endpoints { get; init; }

    /// <summary>What endpoints are booked under, such as a team or a feature; named as in <see cref="Endpoints"/>, and the first match counts.</summary>
    /// <value>Empty by default.</value>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>The budgets to hold the costs against.</summary>
    /// <value>Empty by default.</value>
    public IReadOnlyList<Budget> Budgets { get; init; } = [];

    /// <summary>What was spent in this calendar month (UTC) before the meter began, for it cannot know; in USD.</summary>
    /// <value>At least 0, the default. It counts into budgets that cover everything.</value>
    public decimal AlreadySpentThisMonthUsd { get; init; }

    /// <summary>The pause between two looks, and the most by which a start or an end is taken for earlier or later than it was.</summary>
    /// <value>1 second to 1 hour; 1 minute by default.</value>
    public TimeSpan Poll { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Told of every alarm. It has 30 seconds; what it throws is logged, and the meter goes on.</summary>
    /// <value>Null by default: nobody is told, beside the log.</value>
    public Func<BudgetAlarm, CancellationToken, Task>? Notify { get; init; }

    /// <exception cref="ArgumentException">An option is out of its bounds; the message names each.</exception>
    internal void ThrowOnFaults()
    {
        List<string> faults = [];
        if (Poll < TimeSpan.FromSeconds(1) || Poll > TimeSpan.FromHours(1))
            faults.Add($"Poll is {Poll}; it must be from 1 second to 1 hour.");
        if (AlreadySpentThisMonthUsd < 0)
            faults.Add("AlreadySpentThisMonthUsd must not be negative.");
        if (Endpoints?.Any(string.IsNullOrWhiteSpace) == true || Labels.Keys.Any(string.IsNullOrWhiteSpace))
            faults.Add("Endpoints or Labels holds an empty name; take it out.");
        foreach (Budget budget in Budgets)
        {
            if (budget.Usd <= 0)
                faults.Add("Budget.Usd must be more than 0 USD.");
            if (budget.AlarmAt.Any(static share => share is <= 0 or > 1))
                faults.Add("Budget.AlarmAt holds a share that is not more than 0 and at most 1.");
        }

        if (faults.Count > 0)
            throw new ArgumentException(string.Join(" ", faults));
    }
}
