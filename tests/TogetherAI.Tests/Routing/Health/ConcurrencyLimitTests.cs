namespace TogetherAI.Tests.Routing;

public class ConcurrencyLimitTests
{
    private readonly ConcurrencyLimit _limit = new(floor: 10, start: 50, ceiling: 200);

    [Fact]
    public void It_grows_while_first_tokens_come_as_usual()
    {
        for (int i = 0; i < 1000; i++)
            _limit.Sample(1, inFlight: 200);
        Assert.Equal(200, _limit.Limit);
    }

    [Fact]
    public void What_does_not_use_half_of_it_tells_nothing()
    {
        _limit.Sample(1, inFlight: 24);
        _limit.Sample(10, inFlight: 24);
        Assert.Equal(50, _limit.Limit);
    }

    [Fact]
    public void It_shrinks_while_they_come_late_and_stops_at_the_floor()
    {
        _limit.Sample(3, inFlight: 50);
        Assert.Equal(45, _limit.Limit); // 0.8 * 50 + 0.2 * (50 * 1.5 / 3 + 4)
        for (int i = 0; i < 100; i++)
            _limit.Sample(100, inFlight: 50);
        Assert.Equal(10, _limit.Limit);
    }

    [Fact]
    public void Half_as_late_again_is_borne()
    {
        _limit.Sample(1.5, inFlight: 50);
        Assert.Equal(50, _limit.Limit); // 50.8
    }

    [Fact]
    public void Being_turned_away_takes_a_tenth()
    {
        _limit.Dropped();
        Assert.Equal(45, _limit.Limit);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void What_is_no_ratio_is_left_out(double residual)
    {
        _limit.Sample(residual, inFlight: 50);
        Assert.Equal(50, _limit.Limit);
    }

    [Fact]
    public void Threads_lose_no_step()
    {
        ConcurrencyLimit limit = new(floor: 1, start: 100, ceiling: 10_000);
        Parallel.For(0, 1000, _ => limit.Sample(1, inFlight: 10_000));
        Assert.InRange(limit.Limit, 899, 900); // 100 + 1000 * 0.8
    }
}
