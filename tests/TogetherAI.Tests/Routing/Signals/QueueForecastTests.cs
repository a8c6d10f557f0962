namespace TogetherAI.Tests.Routing;

public class QueueForecastTests
{
    private static readonly TimeSpan s_objective = TimeSpan.FromSeconds(1);

    private readonly ManualTimeProvider _time = new();
    private readonly PendingFirstTokens _pending;
    private readonly QueueForecast _queue;

    public QueueForecastTests()
    {
        _pending = new PendingFirstTokens(_time);
        _queue = new QueueForecast(_time, _pending, s_objective);
        for (int i = 0; i < 400; i++) // twenty a second, of 1,000 tokens
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            _queue.FirstTokenCame(1000, TimeSpan.FromMilliseconds(100));
        }
    }

    [Fact]
    public void A_few_are_no_queue()
    {
        Wait(requests: 3, tokens: 1000);
        Assert.Equal((false, false, TimeSpan.Zero), (_queue.IsSeen, _queue.IsBlind, _queue.Wait()));
    }

    [Fact]
    public void Those_that_wait_are_served_at_the_rate_of_first_tokens()
    {
        Wait(requests: 40, tokens: 1000);
        Assert.InRange(_queue.Wait().TotalSeconds, 1.35, 1.65); // three quarters of two seconds
    }

    [Fact]
    public void Long_prompts_wait_longer_than_short_ones()
    {
        Wait(requests: 20, tokens: 250);
        double brief = _queue.Wait().TotalSeconds;
        Wait(requests: 20, tokens: 7750);
        double lengthy = _queue.Wait().TotalSeconds;
        Assert.InRange(brief, 0.42, 0.52); // a second by number, a quarter by length
        Assert.InRange(lengthy, 3.4, 4.1); // two and eight
    }

    [Fact]
    public void Nobody_waits_behind_those_that_were_overtaken_long_ago()
    {
        Wait(requests: 40, tokens: 1000);
        for (int i = 0; i < 60; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            _queue.FirstTokenCame(1000, TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal((false, TimeSpan.Zero), (_queue.IsSeen, _queue.Wait()));
        Wait(requests: 20, tokens: 1000);
        Assert.InRange(_queue.Wait().TotalSeconds, 0.65, 0.85);
    }

    [Fact]
    public void A_router_that_sends_little_goes_by_what_it_saw_lately()
    {
        for (int i = 0; i < 60; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            _queue.FirstTokenCame(1000, TimeSpan.FromSeconds(i < 30 ? 0.1 : 1.1));
        }

        Assert.True(_queue.IsBlind);
        Assert.InRange(_queue.Wait().TotalSeconds, 0.6, 1);
    }

    private void Wait(int requests, int tokens)
    {
        for (int i = 0; i < requests; i++)
            _pending.Enter(tokens);
    }
}
