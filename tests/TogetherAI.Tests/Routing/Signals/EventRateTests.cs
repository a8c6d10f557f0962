namespace TogetherAI.Tests.Routing;

public class EventRateTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly EventRate _rate;

    public EventRateTests() => _rate = new EventRate(_time, TimeSpan.FromSeconds(2));

    [Fact]
    public void A_steady_stream_has_its_rate()
    {
        Stream(perSecond: 40, seconds: 10);
        Assert.InRange(_rate.PerSecond, 38, 42);
        Assert.InRange(_rate.Peak, 38, 42);
    }

    [Fact]
    public void Silence_ends_the_rate_at_once_and_the_peak_after_a_minute()
    {
        Stream(perSecond: 40, seconds: 4);
        _time.Advance(TimeSpan.FromSeconds(2.5));
        Assert.Equal(0, _rate.PerSecond);
        Assert.InRange(_rate.Peak, 38, 42);
        _time.Advance(TimeSpan.FromSeconds(50));
        Assert.InRange(_rate.Peak, 38, 42);
        _time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(0, _rate.Peak);
    }

    [Fact]
    public void The_peak_is_that_of_the_best_window()
    {
        Stream(perSecond: 100, seconds: 3);
        Stream(perSecond: 10, seconds: 20);
        Assert.InRange(_rate.PerSecond, 9, 11);
        Assert.InRange(_rate.Peak, 95, 105);
    }

    [Fact]
    public void No_event_is_lost_between_threads()
    {
        Parallel.For(0, 8, _ =>
        {
            for (int i = 0; i < 5_000; i++)
                _rate.Add();
        });
        _time.Advance(TimeSpan.FromSeconds(1.75)); // the slice of the events is the oldest of the window, which begins just now
        Assert.Equal(40_000 / (1.75 + 0.0625), _rate.PerSecond, 3);
    }

    [Fact]
    public void It_allocates_nothing() => Assert.Equal(0, Allocated.By(() =>
    {
        _rate.Add(3);
        _ = _rate.PerSecond + _rate.Peak;
    }));

    private void Stream(int perSecond, int seconds)
    {
        for (int i = 0; i < perSecond * seconds; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1.0 / perSecond));
            _rate.Add();
        }
    }
}
