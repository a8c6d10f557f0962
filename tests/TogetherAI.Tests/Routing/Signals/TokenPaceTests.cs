namespace TogetherAI.Tests.Routing;

public class TokenPaceTests
{
    [Fact]
    public void It_says_nothing_before_an_answer_of_two_tokens()
    {
        TokenPace pace = new();
        pace.Record(TimeSpan.FromSeconds(1), 1);
        Assert.Null(pace.PerToken);
    }

    [Fact]
    public void The_pace_is_the_time_over_the_gaps()
    {
        TokenPace pace = new();
        pace.Record(TimeSpan.FromSeconds(1), 101);
        Assert.Equal(TimeSpan.FromMilliseconds(10), pace.PerToken);
    }

    [Fact]
    public void Many_answers_are_averaged()
    {
        TokenPace pace = new();
        Random random = new(7);
        for (int i = 0; i < 20_000; i++)
            pace.Record(TimeSpan.FromSeconds(1 + random.NextDouble()), 2);
        Assert.InRange(pace.PerToken!.Value.TotalSeconds, 1.2, 1.8);
    }
}
