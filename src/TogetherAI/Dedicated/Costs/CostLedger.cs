namespace TogetherAI;

/// <summary>
/// Adds up what deployments cost: price × replicas × minutes, from what was seen of them. Pure arithmetic in decimals; a deployment keeps the
/// price it was first seen with. Not thread-safe.
/// </summary>
/// <param name="since">When it begins.</param>
/// <param name="labels">Labels by endpoint, as <see cref="EndpointNames"/> finds them.</param>
/// <param name="alreadySpentUsd">What was spent in that month before, in USD.</param>
internal sealed class CostLedger(DateTimeOffset since, IReadOnlyDictionary<string, string> labels, decimal alreadySpentUsd)
{
    private readonly Dictionary<string, Account> _accounts = []; // by deployment

    /// <summary>Notes what runs now; what is not among it has gone.</summary>
    /// <param name="seen">The deployments.</param>
    /// <param name="centsPerHour">The price of a replica on an instance type, in US cents an hour; null where it is not known.</param>
    /// <param name="now">When.</param>
    public void Observe(IReadOnlyList<CostSighting> seen, Func<string, decimal?> centsPerHour, DateTimeOffset now)
    {
        HashSet<string> there = [];
        foreach (CostSighting one in seen)
        {
            there.Add(one.DeploymentId);
            if (!_accounts.TryGetValue(one.DeploymentId, out Account? account))
            {
                _accounts[one.DeploymentId] = account = new Account(one.EndpointId);

                // It was not there at the last look: whatever runs of it began after that.
                if (LastLook is { } last)
                    account.Minutes.Observe(0, last);
            }

            account.Name = one.EndpointName;
            account.CentsPerHour ??= centsPerHour(one.Hardware);
            account.Minutes.Observe(one.IsStopping ? Math.Max(one.Ready, account.Minutes.Running) : one.Ready, now);
        }

        foreach ((string deployment, Account account) in _accounts)
        {
            if (!there.Contains(deployment))
                account.Minutes.Observe(0, now);
        }

        LastLook = now;
    }

    /// <summary>When it was last told what runs; null before the first time.</summary>
    public DateTimeOffset? LastLook { get; private set; }

    /// <summary>What it comes to.</summary>
    public CostReport Report(DateTimeOffset now)
    {
        EndpointCost[] endpoints = [.. _accounts.Values.GroupBy(static account => account.EndpointId).Select(group => Sum([.. group], now)).OrderBy(static cost => cost.EndpointName, StringComparer.Ordinal)];
        decimal perHour = endpoints.Sum(static cost => cost.UsdPerHour ?? 0);
        decimal month = endpoints.Sum(static cost => cost.ThisMonthUsd ?? 0) + (Months.StartOf(since) == Months.StartOf(now) ? alreadySpentUsd : 0);
        return new CostReport
        {
            At = now,
            Since = since,
            Endpoints = endpoints,
            UsdByLabel = endpoints.GroupBy(static cost => cost.Label ?? "").ToDictionary(static group => group.Key, static group => group.Sum(static cost => cost.Usd ?? 0)),
            TotalUsd = endpoints.Sum(static cost => cost.Usd ?? 0),
            ThisMonthUsd = month,
            UsdPerHour = perHour,
            MonthEndUsd = month + perHour * Hours(Months.After(now) - now),
            IsComplete = endpoints.All(static cost => cost.Usd is not null),
        };
    }

    private EndpointCost Sum(Account[] accounts, DateTimeOffset now)
    {
        string? label = null;
        foreach ((string name, string value) in labels)
        {
            if (EndpointNames.Matches(name, accounts[0].EndpointId, accounts[^1].Name))
                label ??= value;
        }

        // Where nothing ever ran, there is nothing to price.
        bool priced = accounts.All(account => account.CentsPerHour is not null || account.Minutes.Total(now) == 0);
        return new EndpointCost
        {
            EndpointId = accounts[0].EndpointId,
            EndpointName = accounts[^1].Name,
            Label = label,
            ReadyReplicas = accounts.Sum(static account => account.Minutes.Running),
            ReplicaMinutes = accounts.Sum(account => account.Minutes.Total(now)),
            Usd = priced ? accounts.Sum(account => Usd(account, account.Minutes.Total(now))) : null,
            ThisMonthUsd = priced ? accounts.Sum(account => Usd(account, account.Minutes.ThisMonth(now))) : null,
            UsdPerHour = priced ? accounts.Sum(static account => Usd(account, account.Minutes.Running * 60L)) : null,
        };
    }

    private static decimal Usd(Account account, long minutes) => minutes * (account.CentsPerHour ?? 0) / 6000m;

    private static decimal Hours(TimeSpan time) => time.Ticks / (decimal)TimeSpan.TicksPerHour;

    private sealed class Account(string endpointId)
    {
        public string EndpointId => endpointId;

        public string Name { get; set; } = "";

        public decimal? CentsPerHour { get; set; }

        public ReplicaMinutes Minutes { get; } = new();
    }
}
