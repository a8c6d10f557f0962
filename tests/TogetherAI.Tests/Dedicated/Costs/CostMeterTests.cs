using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using TogetherAI.Tests.Dedicated.Guard;

namespace TogetherAI.Tests.Dedicated.Costs;

/// <summary>The meter against a service: prices, budgets, alarms, hard stops.</summary>
public class CostMeterTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly FakeDeployments _service;

    public CostMeterTests() => _service = new FakeDeployments(_time);

    [Fact]
    public async Task Takes_prices_from_the_service_and_counts_what_is_ready()
    {
        FakeDeployment one = _service.Add();
        FakeDeployment other = _service.Add("search", "1xnvidia-b200-180gb");
        (other.State, other.Ready) = (DeploymentState.Provisioning, 0);
        using TogetherClient client = _service.Client();
        CostMeter meter = new(client, new CostMeterOptions { Labels = new Dictionary<string, string> { ["chat"] = "support" } });
        await meter.ReadAsync();
        _time.Advance(TimeSpan.FromMinutes(10));
        CostReport report = await meter.ReadAsync();
        Assert.Equal(0.665m, report.TotalUsd);
        Assert.Equal(3.99m, report.UsdPerHour);
        Assert.Equal("support", report.Endpoints[0].Label);
        one.Scale(0, 0);
        _time.Advance(TimeSpan.FromMinutes(10));
        report = await meter.ReadAsync();
        Assert.Equal((1.33m, 0m), (report.TotalUsd, report.UsdPerHour));
        Assert.Single(_service.Asked, path => path.EndsWith("inference-instance-types", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Gives_each_alarm_once_and_each_month_anew()
    {
        _service.Add();
        List<BudgetAlarm> told = [];
        using TogetherClient client = _service.Client();
        CostMeter meter = new(client, new CostMeterOptions
        {
            Budgets = [new Budget { Usd = 3.99m * 24 * 20 }],
            Notify = (alarm, _) => { told.Add(alarm); return Task.CompletedTask; },
        });
        for (int hour = 0; hour < 24 * 45; hour++, _time.Advance(TimeSpan.FromHours(1)))
            await meter.ReadAsync();

        // January's 31 days, and half of February's 28.
        Assert.Equal(
            [BudgetAlarmKind.ForecastAbove, BudgetAlarmKind.ShareSpent, BudgetAlarmKind.ShareSpent, BudgetAlarmKind.ShareSpent, BudgetAlarmKind.ForecastAbove, BudgetAlarmKind.ShareSpent],
            told.Select(alarm => alarm.Kind));
        Assert.Equal([0, 10, 16, 19, 31, 41], told.Select(alarm => (int)(alarm.At - ManualTimeProvider.Start).TotalDays));
        Assert.Equal("957.60 of 1915.20 USD spent, more than 50%; 3.99 USD an hour", told[1].Message);
        Assert.True(_service.Endpoints[0].Deployments[0].Runs); // an alarm is no stop
    }

    [Fact]
    public async Task A_hard_stop_comes_before_the_budget_is_passed_and_takes_only_what_it_covers()
    {
        FakeDeployment covered = _service.Add();
        FakeDeployment starting = _service.Add(covered.Endpoint, "two");
        (starting.State, starting.Ready) = (DeploymentState.Provisioning, 0);
        FakeDeployment other = _service.Add("other");
        List<BudgetAlarm> told = [];
        using LogCollector log = new(LogLevel.Warning);
        using TogetherClient client = _service.Client(options => options.LoggerFactory = log);
        CostMeter meter = new(client, new CostMeterOptions
        {
            Budgets = [new Budget { Usd = 2m, Period = BudgetPeriod.Total, Endpoint = "chat", HardStop = true, AlarmAt = [0.5m] }],
            Notify = (alarm, _) => { told.Add(alarm); return Task.CompletedTask; },
        });
        CostReport report = await meter.ReadAsync();
        while (covered.Runs)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            report = await meter.ReadAsync();
        }

        // 2 USD pay for 30 minutes; the last six of them are for the next look and the stop.
        Assert.Equal(25, (int)_time.Elapsed.TotalMinutes);
        Assert.Equal(25 * 0.0665m, report.Endpoints[0].Usd);
        Assert.Equal(0, starting.Max);
        Assert.True(other.Runs);
        Assert.Equal([BudgetAlarmKind.ShareSpent, BudgetAlarmKind.HardStop], told.Select(alarm => alarm.Kind));
        Assert.Equal(2, log.Lines.Count(line => line.Id == 122));
    }

    [Fact]
    public async Task A_stop_that_fails_is_tried_again_also_while_nothing_can_be_listed()
    {
        FakeDeployment one = _service.Add();
        using LogCollector log = new(LogLevel.Warning);
        using TogetherClient client = _service.Client(options => options.LoggerFactory = log);
        CostMeter meter = new(client, new CostMeterOptions { Budgets = [new Budget { Usd = 0.5m, HardStop = true }] });
        await meter.ReadAsync();
        _service.RefusesChanges = System.Net.HttpStatusCode.BadRequest;
        _time.Advance(TimeSpan.FromMinutes(20));
        await meter.ReadAsync();
        Assert.Contains(log.Lines, line => line is { Id: 123, Level: LogLevel.Error });
        _service.RefusesChanges = null;
        _service.Fails = "/endpoints";
        await Assert.ThrowsAsync<TogetherInvalidRequestException>(() => meter.ReadAsync());
        Assert.False(one.Runs);
    }

    [Fact]
    public async Task Says_when_a_budget_cannot_be_kept()
    {
        _service.Add("odd", "abacus");
        List<BudgetAlarm> told = [];
        using TogetherClient client = _service.Client();
        CostMeter meter = new(client, new CostMeterOptions
        {
            Budgets = [new Budget { Usd = 1m, HardStop = true }],
            Notify = (alarm, _) => { told.Add(alarm); return Task.CompletedTask; },
        });
        for (int i = 0; i < 3; i++, _time.Advance(TimeSpan.FromHours(1)))
            await meter.ReadAsync();
        Assert.Equal(BudgetAlarmKind.PriceUnknown, Assert.Single(told).Kind);
    }

    [Fact]
    public async Task Runs_until_it_is_cancelled()
    {
        _service.Add();
        using TogetherClient client = _service.Client();
        using CancellationTokenSource source = new();
        Channel<CostReport> reports = Channel.CreateUnbounded<CostReport>();
        Task run = new CostMeter(client).RunAsync(new Reports(report => reports.Writer.TryWrite(report)), source.Token);
        List<decimal> spent = [(await reports.Reader.ReadAsync()).TotalUsd];
        while (spent.Count < 3)
        {
            // After a report no call is under way: what is pending is the pause before the next.
            await _time.WhenWaiting();
            _time.AdvanceToNext();
            spent.Add((await reports.Reader.ReadAsync()).TotalUsd);
        }

        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal([0m, 0.0665m, 0.133m], spent);
    }

    [Fact]
    public void Options_out_of_their_bounds_are_named()
    {
        using TogetherClient client = _service.Client();
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => new CostMeter(client, new CostMeterOptions
        {
            Poll = TimeSpan.Zero,
            AlreadySpentThisMonthUsd = -1,
            Endpoints = [""],
            Budgets = [new Budget { Usd = 0, AlarmAt = [2m] }],
        }));
        Assert.All(
            ["Poll ", "AlreadySpentThisMonthUsd ", "Endpoints ", "Budget.Usd ", "Budget.AlarmAt "],
            name => Assert.Contains(name, thrown.Message, StringComparison.Ordinal));
    }

    private sealed class Reports(Action<CostReport> take) : IProgress<CostReport>
    {
        public void Report(CostReport value) => take(value);
    }
}
