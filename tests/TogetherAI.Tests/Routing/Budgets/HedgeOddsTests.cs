namespace TogetherAI.Tests.Routing;

public class HedgeOddsTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void While_the_budget_bears_all_every_one_is_fired()
    {
        HedgeOdds odds = Odds();
        for (int i = 0; i < 100; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            Assert.Equal(1, odds.Want(0.01m));
        }
    }

    [Fact]
    public void When_twice_as_much_is_wanted_as_accrues_half_of_them_are()
    {
        DollarBucket purse = new(_time, 0.01m, TimeSpan.FromSeconds(60));
        HedgeOdds odds = new(_time, purse);
        double last = 0;
        for (int i = 0; i < 600; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(0.5));
            last = odds.Want(0.01m);
            purse.TryReserve((decimal)last * 0.01m); // what the odds spend on average
        }

        Assert.InRange(last, 0.45, 0.65);
        Assert.InRange(purse.Available, 0, 0.1m); // nearly all that accrued is used
    }

    [Fact]
    public void What_was_wanted_is_forgotten()
    {
        HedgeOdds odds = Odds();
        Assert.InRange(odds.Want(3m), 0.2, 0.4);
        _time.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(1, odds.Want(0.01m));
    }

    private HedgeOdds Odds()
    {
        DollarBucket purse = new(_time, 0.01m, TimeSpan.FromSeconds(60));
        _time.Advance(TimeSpan.FromSeconds(60));
        return new HedgeOdds(_time, purse);
    }
}
