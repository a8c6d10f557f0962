namespace TogetherAI.Tests.Advice;

/// <summary>Hours and days: when replicas pay, when they may stop, and what a recording says about hours it has not seen.</summary>
public class CalendarTests
{
    // 0.002 USD a request; a replica for 3.6 USD pays from 1,800 requests an hour.
    private static readonly WorkloadPrices s_prices = new() { Serverless = new TokenPrice(1m, 10m), Hardware = [new HardwarePrice("gpu", 3.6m)] };

    // Forty slots: one replica serves 4 requests a second.
    private static readonly WorkloadThroughput s_throughput = Traffic.Throughput(Traffic.Pace(slots: 40, firstMs: 100, rate: 10), serverlessMs: 300);

    [Fact]
    public void An_office_day_pays_in_its_hours_and_may_stop_at_night()
    {
        WorkloadAdvice advice = WorkloadAdvisor.Recommend(Traffic.Profile(OfficeDays(1, static _ => true)), Traffic.Within(500), s_prices, s_throughput);
        BreakEven even = Assert.Single(advice.BreakEven);
        Assert.Equal((0.5, true), (even.RequestsPerSecond, even.IsWithinCapacity));
        Assert.Equal(["daily 08:00-18:00"], even.Hours);
        Assert.Equal(10 / 24.0, even.ShareOfHours, 9);

        // A request each at 00:00 and 23:59 only; nothing in the twelve hours between those and the office.
        Assert.Equal(["daily 01:00-08:00, 18:00-23:00", "daily 00:00-01:00, 23:00-24:00"], advice.Schedule.Select(static hint => hint.Hours));
        Assert.Equal(12 / 24.0 * 730 * 3.6, (double)advice.Schedule[0].UsdPerMonth, 6);
        Assert.Equal(2 / 24.0 * 730 * (3.6 - 0.002), (double)advice.Schedule[1].UsdPerMonth, 2);

        WorkloadOption mix = advice.Options.Single(static option => option.Kind == WorkloadOptionKind.Mix);
        Assert.Equal((mix, 1), (advice.Recommended, mix.Replicas));
        Assert.Equal(10 / 24.0 * 730, mix.ReplicaHours!.Value, 6);
        Assert.Equal((double)(10 / 24m * 730 * 3.6m), (double)mix.UsdPerMonth!.Value, 0.2);
        Assert.Contains("for 304 h", mix.ToString(), StringComparison.Ordinal);
        Assert.Contains(advice.Unknowns, static unknown => unknown.StartsWith("What the days of the week look like", StringComparison.Ordinal));
    }

    [Fact]
    public void A_week_knows_its_weekend()
    {
        WorkloadAdvice advice = WorkloadAdvisor.Recommend(
            Traffic.Profile(OfficeDays(8, static day => day is not (DayOfWeek.Saturday or DayOfWeek.Sunday))), Traffic.Within(500), s_prices, s_throughput);
        Assert.Equal(["Mon-Fri 08:00-18:00"], Assert.Single(advice.BreakEven).Hours);
        Assert.Equal(50 / 168.0, advice.BreakEven[0].ShareOfHours, 9);
        Assert.Equal(50 / 168.0 * 730, advice.Recommended!.ReplicaHours!.Value, 6);
        Assert.DoesNotContain(advice.Unknowns, static unknown => unknown.Contains("days of the week", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_serverless_is_too_late_only_empty_hours_stop()
    {
        WorkloadAdvice advice = WorkloadAdvisor.Recommend(
            Traffic.Profile(OfficeDays(1, static _ => true)), Traffic.Within(200), s_prices, s_throughput);
        Assert.Equal(WorkloadOptionKind.Dedicated, advice.Recommended!.Kind);
        Assert.Equal("Nothing came in them.", Assert.Single(advice.Schedule).Reason);
    }

    [Fact]
    public void An_hour_says_nothing_of_the_others()
    {
        WorkloadAdvice advice = WorkloadAdvisor.Recommend(Traffic.Profile(Traffic.Steady(3601, 1)), Traffic.Within(500), s_prices, s_throughput);
        Assert.Empty(advice.Schedule);
        Assert.Contains(advice.Unknowns, static unknown => unknown.StartsWith("What other hours look like: the recording covers 1 hours", StringComparison.Ordinal));
    }

    /// <summary>A request a second from 8 to 18 on some days, and one at each day's first and last moment.</summary>
    private static IEnumerable<TrafficRecord> OfficeDays(int days, Func<DayOfWeek, bool> works)
    {
        for (int day = 0; day < days; day++)
        {
            double midnight = day * 86_400.0;
            yield return Traffic.At(midnight, 1000, 100);
            if (works(Traffic.Start.AddDays(day).DayOfWeek))
            {
                for (int second = 8 * 3600; second < 18 * 3600; second++)
                    yield return Traffic.At(midnight + second, 1000, 100);
            }

            yield return Traffic.At(midnight + 86_399, 1000, 100);
        }
    }
}
