namespace TogetherAI.Tests.Dedicated.Costs;

/// <summary>Minutes and dollars, to the last decimal.</summary>
public class CostLedgerTests
{
    private static readonly DateTimeOffset s_start = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    private readonly CostLedger _ledger = new(s_start, new Dictionary<string, string> { ["acme/chat"] = "support", ["*"] = "rest" }, alreadySpentUsd: 0);

    [Fact]
    public void Counts_price_times_replicas_times_minutes()
    {
        Look(0, ("chat", "h100", 1), ("search", "b200", 2));
        Look(60, ("chat", "h100", 1), ("search", "b200", 2));
        CostReport report = _ledger.Report(At(60));
        Assert.Equal(3.99m, report.Endpoints[0].Usd);
        Assert.Equal(60, report.Endpoints[0].ReplicaMinutes);
        Assert.Equal(19.90m, report.Endpoints[1].Usd);
        Assert.Equal(120, report.Endpoints[1].ReplicaMinutes);
        Assert.Equal(23.89m, report.TotalUsd);
        Assert.Equal(23.89m, report.ThisMonthUsd);
        Assert.Equal(23.89m, report.UsdPerHour);
        Assert.Equal(new Dictionary<string, decimal> { ["support"] = 3.99m, ["rest"] = 19.90m }, report.UsdByLabel);
        Assert.True(report.IsComplete);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 1, 0.0665)]
    [InlineData(60, 1, 0.0665)]
    [InlineData(61, 2, 0.133)]
    [InlineData(60 * 60 * 24 * 2 + 1, 2881, 191.5865)] // the weekend that nobody remembered, and a second
    public void A_minute_that_has_begun_counts_whole(int seconds, long minutes, double usd)
    {
        _ledger.Observe([Seen("chat", "h100", 1)], Cents, s_start);
        _ledger.Observe([Seen("chat", "h100", 1)], Cents, s_start.AddSeconds(seconds));
        EndpointCost cost = Assert.Single(_ledger.Report(s_start.AddSeconds(seconds)).Endpoints);
        Assert.Equal(minutes, cost.ReplicaMinutes);
        Assert.Equal((decimal)usd, cost.Usd);
    }

    [Fact]
    public void What_is_not_running_costs_nothing()
    {
        Look(0, ("chat", "h100", 0));
        Look(300, ("chat", "h100", 0));
        CostReport report = _ledger.Report(At(300));
        Assert.Equal((0m, 0m, 0m), (report.TotalUsd, report.UsdPerHour, report.MonthEndUsd));
    }

    [Fact]
    public void What_was_not_seen_is_taken_the_dearer_way()
    {
        Look(0, ("chat", "h100", 0));
        Look(10, ("chat", "h100", 2)); // began somewhere in these ten minutes: right after the last look
        Look(30, ("chat", "h100", 1)); // ended somewhere in these twenty: just now
        Look(40);                      // deleted: just now
        Assert.Equal(30 + 40, _ledger.Report(At(500)).Endpoints[0].ReplicaMinutes);
        Assert.Equal(0, _ledger.Report(At(500)).UsdPerHour);

        Look(600, ("new", "h100", 1));
        Assert.Equal(560, _ledger.Report(At(600)).Endpoints.Single(cost => cost.EndpointName == "acme/new").ReplicaMinutes);
    }

    [Fact]
    public void What_is_stopping_counts_until_it_has_stopped()
    {
        Look(0, ("chat", "h100", 2));
        _ledger.Observe([Seen("chat", "h100", 0) with { IsStopping = true }], Cents, At(10));
        _ledger.Observe([Seen("chat", "h100", 0) with { IsStopping = true }], Cents, At(15));
        Look(16, ("chat", "h100", 0));
        Assert.Equal(32, _ledger.Report(At(100)).Endpoints[0].ReplicaMinutes);
    }

    [Fact]
    public void The_youngest_replica_goes_first_and_minutes_of_each_are_whole()
    {
        _ledger.Observe([Seen("chat", "h100", 1)], Cents, s_start);
        _ledger.Observe([Seen("chat", "h100", 1)], Cents, s_start.AddSeconds(30));
        _ledger.Observe([Seen("chat", "h100", 2)], Cents, s_start.AddSeconds(90));
        _ledger.Observe([Seen("chat", "h100", 1)], Cents, s_start.AddSeconds(150)); // 30 to 150: two minutes
        Assert.Equal(3 + 2, _ledger.Report(s_start.AddSeconds(150)).Endpoints[0].ReplicaMinutes);
    }

    [Fact]
    public void A_month_ends_at_midnight_utc_and_each_minute_belongs_to_the_one_it_begins_in()
    {
        DateTimeOffset evening = new(2026, 11, 30, 23, 0, 30, TimeSpan.Zero);
        CostLedger ledger = new(evening, new Dictionary<string, string>(), alreadySpentUsd: 100);
        ledger.Observe([Seen("chat", "h100", 1), Seen("gone", "h100", 1)], Cents, evening);
        CostReport november = ledger.Report(evening.AddMinutes(30));
        Assert.Equal(100 + 60 * 0.0665m, november.ThisMonthUsd);
        Assert.Equal(november.ThisMonthUsd + 7.98m * 29.5m / 60m, november.MonthEndUsd);

        DateTimeOffset night = evening.AddMinutes(120);
        ledger.Observe([Seen("chat", "h100", 1)], Cents, night);
        CostReport december = ledger.Report(night);
        Assert.Equal(120 * 0.0665m, december.Endpoints[0].Usd);
        Assert.Equal(60 * 0.0665m, december.Endpoints[0].ThisMonthUsd); // 60 minutes began before midnight, the last of them at 23:59:30
        Assert.Equal(60 * 0.0665m, december.Endpoints[1].ThisMonthUsd);
        Assert.Equal(120 * 0.0665m, december.ThisMonthUsd);
        Assert.Equal(240 * 0.0665m, december.TotalUsd);
    }

    [Fact]
    public void Forecasts_the_months_end_from_what_runs_now()
    {
        Look(0, ("chat", "h100", 1));
        Look(60, ("chat", "h100", 3));
        CostReport report = _ledger.Report(At(60));
        Assert.Equal(11.97m, report.UsdPerHour);
        Assert.Equal(3.99m * 3, report.ThisMonthUsd); // the two others may have run all the while
        Assert.Equal(11.97m + 11.97m * (10 * 24 + 13), report.MonthEndUsd);
    }

    [Fact]
    public void A_price_that_is_not_known_is_not_made_up()
    {
        Look(0, ("chat", "h100", 1), ("odd", "abacus", 1), ("parked", "abacus", 0));
        Look(60, ("chat", "h100", 1), ("odd", "abacus", 1), ("parked", "abacus", 0));
        CostReport report = _ledger.Report(At(60));
        EndpointCost odd = report.Endpoints.Single(cost => cost.EndpointName == "acme/odd");
        Assert.Equal((null, null, null, 60L), (odd.Usd, odd.ThisMonthUsd, odd.UsdPerHour, odd.ReplicaMinutes));
        Assert.Equal(0m, report.Endpoints.Single(cost => cost.EndpointName == "acme/parked").Usd);
        Assert.Equal(3.99m, report.TotalUsd);
        Assert.False(report.IsComplete);
    }

    private static CostSighting Seen(string name, string hardware, int ready) => new($"ep_{name}", $"acme/{name}", $"dep_{name}", hardware, ready);

    private static decimal? Cents(string hardware) => hardware switch { "h100" => 399, "b200" => 995, _ => null };

    private static DateTimeOffset At(int minute) => s_start.AddMinutes(minute);

    private void Look(int minute, params (string Name, string Hardware, int Ready)[] seen) =>
        _ledger.Observe([.. seen.Select(one => Seen(one.Name, one.Hardware, one.Ready))], Cents, At(minute));
}
