using System.Globalization;

namespace TogetherAI;

/// <summary>Holds what was spent against one budget, and says each thing once. Pure. Not thread-safe.</summary>
internal sealed class BudgetWatch(Budget budget)
{
    /// <summary>What a stop is given: until then its replicas may be billed.</summary>
    public static readonly TimeSpan StopReserve = TimeSpan.FromMinutes(5);

    private readonly HashSet<decimal> _told = [];
    private DateTimeOffset _month;
    private bool _toldForecast;
    private bool _toldStop;
    private bool _toldPrice;

    public Budget Budget => budget;

    /// <summary>Whether what the budget covers has to be stopped.</summary>
    public bool MustStop { get; private set; }

    /// <param name="report">What was spent.</param>
    /// <param name="alreadySpentUsd">What was spent in this month before the meter began; it counts where the budget covers everything.</param>
    /// <param name="poll">The time to the next look.</param>
    /// <returns>What is new.</returns>
    public IReadOnlyList<BudgetAlarm> Check(CostReport report, decimal alreadySpentUsd, TimeSpan poll)
    {
        StartMonth(Months.StartOf(report.At));
        EndpointCost[] covered = [.. report.Endpoints.Where(budget.Covers)];
        bool monthly = budget.Period == BudgetPeriod.Month;
        bool all = budget is { Label: null, Endpoint: null };
        decimal before = monthly && all && Months.StartOf(report.Since) == Months.StartOf(report.At) ? alreadySpentUsd : 0;
        decimal spent = before + covered.Sum(cost => (monthly ? cost.ThisMonthUsd : cost.Usd) ?? 0);
        decimal perHour = covered.Sum(static cost => cost.UsdPerHour ?? 0);
        decimal? forecast = monthly ? spent + perHour * Hours(Months.After(report.At) - report.At) : null;

        List<BudgetAlarm> alarms = [];
        decimal[] reached = [.. budget.AlarmAt.Where(share => spent >= share * budget.Usd && _told.Add(share))];
        if (reached.Length > 0)
            Add(BudgetAlarmKind.ShareSpent, $"{spent:0.00} of {budget.Usd:0.00} USD spent, more than {reached.Max():0%}; {perHour:0.00} USD an hour");
        if (forecast > budget.Usd && !_toldForecast)
        {
            _toldForecast = true;
            Add(BudgetAlarmKind.ForecastAbove, $"at {perHour:0.00} USD an hour the month will end at {forecast:0.00} of {budget.Usd:0.00} USD");
        }

        if (covered.Any(static cost => cost.Usd is null) && !_toldPrice)
        {
            _toldPrice = true;
            Add(BudgetAlarmKind.PriceUnknown, $"the service gives no price for {string.Join(", ", covered.Where(static cost => cost.Usd is null).Select(static cost => cost.EndpointName))}; the budget cannot be kept");
        }

        MustStop = budget.HardStop && spent + perHour * Hours(poll + StopReserve) > budget.Usd;
        if (MustStop && !_toldStop)
        {
            _toldStop = true;
            Add(BudgetAlarmKind.HardStop, $"{spent:0.00} of {budget.Usd:0.00} USD spent; what is left does not pay for another look and the {StopReserve.TotalMinutes:0} minutes of a stop: stopping");
        }

        return alarms;

        void Add(BudgetAlarmKind kind, FormattableString message) => alarms.Add(new BudgetAlarm
        {
            At = report.At,
            Kind = kind,
            Budget = budget,
            SpentUsd = spent,
            UsdPerHour = perHour,
            ForecastUsd = forecast,
            Message = message.ToString(CultureInfo.InvariantCulture),
        });
    }

    private void StartMonth(DateTimeOffset month)
    {
        if (month == _month)
            return;
        if (_month != default && budget.Period == BudgetPeriod.Month)
        {
            _told.Clear();
            _toldForecast = _toldStop = false;
        }

        _month = month;
    }

    private static decimal Hours(TimeSpan time) => time.Ticks / (decimal)TimeSpan.TicksPerHour;
}
