namespace TogetherAI.Tests.Routing;

public class RecentExcessTests
{
    private const int Prompt = 1000;

    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void On_an_idle_lane_there_is_none_however_long_prompts_are()
    {
        RecentExcess excess = new(_time);
        for (int i = 0; i < 100; i++)
        {
            Answer(excess, 0.15, Prompt);
            Answer(excess, 0.6, promptTokens: 10_000); // as much longer as is assumed of lanes in general
        }

        Assert.InRange(excess.Now(TimeSpan.Zero, Prompt).TotalSeconds, 0, 0.02);
    }

    [Fact]
    public void It_rises_within_some_slow_answers_and_falls_slowly()
    {
        RecentExcess excess = new(_time);
        for (int i = 0; i < 50; i++)
            Answer(excess, 0.15, Prompt);
        for (int i = 0; i < 10; i++)
            Answer(excess, 1.15, Prompt);
        double risen = excess.Now(TimeSpan.Zero, Prompt).TotalSeconds;
        Assert.InRange(risen, 0.5, 0.75);
        for (int i = 0; i < 10; i++)
            Answer(excess, 0.15, Prompt);
        Assert.InRange(excess.Now(TimeSpan.Zero, Prompt).TotalSeconds, risen * 0.8, risen * 0.95);
        _time.Advance(TimeSpan.FromMinutes(20));
        Assert.InRange(excess.Now(TimeSpan.Zero, Prompt).TotalSeconds, 0, risen * 0.05);
    }

    [Fact]
    public void One_that_still_waits_tells_it_too()
    {
        RecentExcess excess = new(_time);
        for (int i = 0; i < 50; i++)
            Answer(excess, 0.15, Prompt);
        Assert.InRange(excess.Now(TimeSpan.FromSeconds(2), Prompt).TotalSeconds, 1.8, 1.9);
    }

    private void Answer(RecentExcess excess, double seconds, int promptTokens)
    {
        _time.Advance(TimeSpan.FromSeconds(0.5));
        excess.Add(promptTokens, TimeSpan.FromSeconds(seconds));
    }
}
