using FsCheck;
using FsCheck.Fluent;

namespace TogetherAI.Tests.Routing;

public class SpendMeterTests
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(20_261_124, 7);

    private readonly ManualTimeProvider _time = new();

    /// <summary>Minutes to wait, dollars to ask for, the percentage of it that it cost.</summary>
    private static Gen<(int Wait, int Ask, int Cost)> Step =>
        from wait in Gen.Frequency((5, Gen.Choose(0, 20)), (1, Gen.Choose(20, 600)))
        from ask in Gen.Choose(1, 6)
        from cost in Gen.Choose(0, 100)
        select (wait, ask, cost);

    [Fact]
    public void No_hour_and_no_day_costs_more_than_its_cap() =>
        Check.One(s_config, Prop.ForAll(Step.ListOf(80).ToArbitrary(), static steps =>
    {
        ManualTimeProvider time = new();
        SpendMeter meter = new(time, perHour: 10, perDay: 40);
        List<(TimeSpan At, decimal Usd)> spent = [];
        decimal underWay = 0;
        foreach ((int wait, int ask, int cost) in steps)
        {
            time.Advance(TimeSpan.FromMinutes(wait));
            if (underWay > 0)
            {
                meter.Settle(underWay, underWay * cost / 100);
                spent.Add((time.Elapsed, underWay * cost / 100));
                underWay = 0;
            }

            if (meter.TryReserve(ask))
                underWay = ask;
            Assert.True(underWay + Since(TimeSpan.FromHours(1)) <= 10);
            Assert.True(underWay + Since(TimeSpan.FromDays(1)) <= 40);
            Assert.InRange(meter.ThisHour, underWay + Since(TimeSpan.FromHours(1)), 10);
            Assert.InRange(meter.Today, underWay + Since(TimeSpan.FromDays(1)), 40);
        }

        decimal Since(TimeSpan window) => spent.Where(one => one.At >= time.Elapsed - window).Sum(static one => one.Usd);
    }));

    [Fact]
    public void What_is_under_way_counts_in_full_until_it_is_settled()
    {
        SpendMeter meter = new(_time, perHour: 10, perDay: null);
        Assert.True(meter.TryReserve(8));
        Assert.False(meter.TryReserve(3));
        Assert.Equal(8, meter.ThisHour);
        meter.Settle(8, 1);
        Assert.Equal(1, meter.ThisHour);
        Assert.True(meter.TryReserve(9));
    }

    [Fact]
    public void An_hour_later_there_is_money_again()
    {
        SpendMeter meter = new(_time, perHour: 10, perDay: 15);
        Assert.True(meter.TryReserve(10));
        meter.Settle(10, 10);
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.False(meter.TryReserve(1));
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.True(meter.TryReserve(5));
        meter.Settle(5, 5);
        _time.Advance(TimeSpan.FromHours(2));
        Assert.False(meter.TryReserve(1)); // the day's cap
        Assert.Equal((0m, 15m), (meter.ThisHour, meter.Today));
        _time.Advance(TimeSpan.FromDays(30));
        Assert.Equal(0, meter.Today);
    }

    [Fact]
    public void Without_caps_it_only_counts()
    {
        SpendMeter meter = new(_time, null, null);
        Assert.True(meter.TryReserve(1_000_000));
        meter.Settle(1_000_000, 1_000_000);
        Assert.Equal((1_000_000m, 1_000_000m), (meter.ThisHour, meter.Today));
    }

    [Fact]
    public void Threads_leave_nothing_under_way()
    {
        SpendMeter meter = new(_time, perHour: 5, perDay: null);
        Parallel.For(0, 2_000, _ =>
        {
            if (meter.TryReserve(1))
                meter.Settle(1, 0);
        });
        Assert.Equal(0, meter.ThisHour);
    }
}
