using FsCheck;
using FsCheck.Fluent;

namespace TogetherAI.Tests.Routing;

public class DollarBucketTests
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20_261_123, 7);

    private readonly ManualTimeProvider _time = new();

    /// <summary>Seconds to wait, cents to ask for, the percentage of it that it cost.</summary>
    private static Gen<(int Wait, int Ask, int Cost)> Step =>
        from wait in Gen.Choose(0, 90)
        from ask in Gen.Choose(0, 100)
        from cost in Gen.Choose(0, 100)
        select (wait, ask, cost);

    [Fact]
    public void Never_is_more_spent_than_has_accrued() =>
        Check.One(s_config, Prop.ForAll(Step.NonEmptyListOf().ToArbitrary(), static steps =>
        {
            ManualTimeProvider time = new();
            DollarBucket bucket = new(time, 0.01m, TimeSpan.FromSeconds(60));
            decimal spent = 0;
            foreach ((int wait, int ask, int cost) in steps)
            {
                time.Advance(TimeSpan.FromSeconds(wait));
                decimal reserved = ask / 100m;
                if (!bucket.TryReserve(reserved))
                    continue;
                bucket.Settle(reserved, reserved * cost / 100);
                spent += reserved * cost / 100;
                Assert.InRange(bucket.Available, 0, 0.6m);
                Assert.True(spent <= (0.01m * (decimal)time.Elapsed.TotalSeconds));
            }
        }));

    [Fact]
    public void It_starts_empty_and_fills_at_its_rate()
    {
        DollarBucket bucket = new(_time, 0.01m, TimeSpan.FromSeconds(60));
        Assert.Equal((false, 0d), (bucket.TryReserve(0.001m), bucket.Fill));
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal((1d, 0.9m), (bucket.Fill, bucket.AvailableWithin(TimeSpan.FromSeconds(30))));
        Assert.False(bucket.TryReserve(0.61m));
        Assert.True(bucket.TryReserve(0.6m));
        Assert.False(bucket.TryReserve(0.01m));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(bucket.TryReserve(0.01m));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0.6m, bucket.Available);
    }

    [Fact]
    public void What_cost_more_than_was_set_aside_is_a_debt()
    {
        DollarBucket bucket = new(_time, 0.01m, TimeSpan.FromSeconds(60));
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.True(bucket.TryReserve(0.1m));
        bucket.Settle(0.1m, 1m);
        Assert.Equal(-0.4m, bucket.Available);
        _time.Advance(TimeSpan.FromSeconds(40));
        Assert.False(bucket.TryReserve(0.01m));
        Assert.Equal(0, bucket.Available);
    }

    [Fact]
    public void Threads_never_take_the_same_money()
    {
        DollarBucket bucket = new(_time, 0.01m, TimeSpan.FromSeconds(60));
        _time.Advance(TimeSpan.FromSeconds(60));
        int granted = 0;
        Parallel.For(0, 1000, _ => Interlocked.Add(ref granted, bucket.TryReserve(0.01m) ? 1 : 0));
        Assert.Equal((60, 0m), (granted, bucket.Available));
    }

    [Fact]
    public void A_negative_amount_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new DollarBucket(_time, 1, TimeSpan.FromSeconds(1)).TryReserve(-1));
}
