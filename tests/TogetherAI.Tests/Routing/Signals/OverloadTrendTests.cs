namespace TogetherAI.Tests.Routing;

public class OverloadTrendTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void Where_nothing_is_moved_the_wait_is_what_is_foreseen()
    {
        OverloadTrend trend = new(_time);
        Decide(trend, seconds: 30, movedOfTwenty: 0);
        Assert.Equal(1, trend.Factor);
    }

    [Theory]
    [InlineData(1, 2.5, 4)]
    [InlineData(2, 4.5, 6.5)]
    [InlineData(20, 6.5, 7.5)] // and no more than this, whatever is moved
    public void The_larger_the_share_that_is_moved_the_longer_the_wait_to_be_prepared_for(int movedOfTwenty, double least, double most)
    {
        OverloadTrend trend = new(_time);
        Decide(trend, seconds: 60, movedOfTwenty);
        Assert.InRange(trend.Factor, least, most);
    }

    [Fact]
    public void A_short_burst_changes_little_and_is_forgotten()
    {
        OverloadTrend trend = new(_time);
        Decide(trend, seconds: 30, movedOfTwenty: 0);
        Decide(trend, seconds: 0.5, movedOfTwenty: 10);
        double burst = trend.Factor;
        Assert.InRange(burst, 1.5, 3.2);
        Decide(trend, seconds: 30, movedOfTwenty: 0);
        Assert.InRange(trend.Factor, 1, 1 + ((burst - 1) / 5));
    }

    [Fact]
    public void One_request_that_is_moved_tells_nothing_of_a_lane_that_is_hardly_used()
    {
        OverloadTrend trend = new(_time);
        trend.Decided(moved: true);
        Assert.InRange(trend.Factor, 4, 6); // it is one of eleven, as far as is known
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.InRange(trend.Factor, 1, 1.2);
    }

    private void Decide(OverloadTrend trend, double seconds, int movedOfTwenty)
    {
        for (int i = 0; i < seconds * 20; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            trend.Decided(i % 20 < movedOfTwenty);
        }
    }
}
