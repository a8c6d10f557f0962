namespace TogetherAI.Tests.Routing;

public class LanePacerTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly LanePacer _pacer;

    public LanePacerTests() => _pacer = new LanePacer(_time);

    [Fact]
    public void Before_the_first_429_everything_passes()
    {
        Assert.All(Enumerable.Range(0, 10_000), _ => Assert.True(_pacer.TryTake()));
        Assert.Null(_pacer.PerSecond);
        Assert.Equal(TimeSpan.Zero, _pacer.Wait);
    }

    [Fact]
    public void A_429_cuts_the_rate_to_seven_tenths_of_what_was_sent()
    {
        Send(perSecond: 20, seconds: 5);
        _pacer.Throttled(null);
        Assert.InRange(_pacer.PerSecond!.Value, 13, 15);
        Assert.False(_pacer.TryTake());
        Assert.InRange(_pacer.Wait.TotalSeconds, 1 / 15.0, 1 / 13.0);
        _time.Advance(_pacer.Wait + TimeSpan.FromMilliseconds(1));
        Assert.True(_pacer.TryTake());
    }

    [Fact]
    public void Many_429s_at_once_are_one_cut()
    {
        Send(perSecond: 20, seconds: 5);
        for (int i = 0; i < 50; i++)
            _pacer.Throttled(null);
        Assert.InRange(_pacer.PerSecond!.Value, 13, 15);
    }

    [Fact]
    public void The_rate_comes_back_quickly_rests_and_then_looks_for_more()
    {
        Send(perSecond: 20, seconds: 5);
        _pacer.Throttled(null);
        double turn = Math.Cbrt(20 * 0.3 / 0.4); // 2.5 s: when the curve is flat, at the old rate
        double at0 = _pacer.PerSecond!.Value, half = RateAfter(turn / 2), at1 = RateAfter(turn / 2), later = RateAfter(turn);
        Assert.InRange(at1, 18.5, 21);
        Assert.True(half - at0 > 4 * (at1 - half), $"{at0} {half} {at1}");
        Assert.True(later > at1 + 3, $"{at1} {later}");
    }

    [Fact]
    public void A_high_rate_comes_back_as_soon_as_a_hundred_a_second()
    {
        Send(perSecond: 1000, seconds: 5);
        _pacer.Throttled(null);
        Assert.InRange(_pacer.PerSecond!.Value, 650, 750);
        Send(perSecond: 900, seconds: 2);
        _pacer.Succeeded();
        Assert.InRange(_pacer.PerSecond!.Value, 890, 960); // of 967; as slow as a low rate comes back, it would be at 830
    }

    [Fact]
    public void It_never_goes_above_twice_what_is_sent()
    {
        Send(perSecond: 20, seconds: 5);
        _pacer.Throttled(null);
        Send(perSecond: 3, seconds: 30);
        _pacer.Succeeded();
        Assert.InRange(_pacer.PerSecond!.Value, 5, 7);
    }

    [Fact]
    public void An_idle_lane_keeps_half_a_request_a_second()
    {
        _pacer.Throttled(null);
        Assert.Equal(0.5, _pacer.PerSecond);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.True(_pacer.TryTake());
        Assert.False(_pacer.TryTake());
    }

    [Fact]
    public void Retry_after_pauses_a_minute_at_most()
    {
        _pacer.Throttled(TimeSpan.FromSeconds(10));
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(_pacer.TryTake());
        Assert.Equal(TimeSpan.FromSeconds(1), _pacer.Wait);
        _pacer.Throttled(TimeSpan.FromHours(1));
        Assert.Equal(TimeSpan.FromSeconds(60), _pacer.Wait);
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.True(_pacer.TryTake());
    }

    [Fact]
    public void What_the_service_names_is_an_upper_bound()
    {
        _pacer.Observe(new RateLimits { DynamicRequests = 5, Requests = 100 });
        Assert.Equal(5, _pacer.PerSecond);
        Assert.Equal(5, Enumerable.Range(0, 100).Count(_ => _pacer.TryTake()));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(5, Enumerable.Range(0, 100).Count(_ => _pacer.TryTake()));
    }

    [Fact]
    public void When_nothing_is_left_it_waits_for_the_reset()
    {
        _pacer.Observe(new RateLimits { RequestsRemaining = 0, Reset = TimeSpan.FromSeconds(3) });
        Assert.Equal(TimeSpan.FromSeconds(3), _pacer.Wait);
        Assert.False(_pacer.TryTake());
    }

    [Fact]
    public void Headers_that_say_nothing_change_nothing()
    {
        _pacer.Observe(new RateLimits());
        Assert.Null(_pacer.PerSecond);
    }

    [Fact]
    public void Five_minutes_without_a_429_end_it()
    {
        _pacer.Throttled(null);
        _time.Advance(TimeSpan.FromMinutes(5.1));
        _pacer.Succeeded();
        Assert.Null(_pacer.PerSecond);
        Assert.All(Enumerable.Range(0, 1000), _ => Assert.True(_pacer.TryTake()));
    }

    [Fact]
    public void In_no_second_does_more_pass_than_the_rate_and_one_second_saved_up()
    {
        _pacer.Observe(new RateLimits { Requests = 10 });
        for (int i = 0; i < 100; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.InRange(Enumerable.Range(0, 50).Count(_ => _pacer.TryTake()), 9, 10);
        }
    }

    [Fact]
    public void Taking_allocates_nothing() => Assert.Equal(0, Allocated.By(() => _pacer.TryTake()));

    private void Send(int perSecond, int seconds)
    {
        for (int i = 0; i < perSecond * seconds; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1.0 / perSecond));
            _pacer.TryTake();
        }
    }

    /// <summary>The rate when as much is sent as may be.</summary>
    private double RateAfter(double seconds)
    {
        for (int i = 0; i < 100; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(seconds / 100));
            while (_pacer.TryTake())
                _pacer.Succeeded();
        }

        _pacer.Succeeded();
        return _pacer.PerSecond!.Value;
    }
}
