namespace TogetherAI.Tests.Routing;

public class FirstTokenProfileTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly FirstTokenProfile _profile;

    public FirstTokenProfileTests() => _profile = new FirstTokenProfile(_time, TimeSpan.FromSeconds(30));

    [Fact]
    public void Before_there_is_data_longer_prompts_are_expected_to_take_longer()
    {
        Assert.Equal(TimeSpan.FromMilliseconds(300), _profile.Quantile(1000, 0.5));
        Assert.Equal(TimeSpan.FromMilliseconds(1200), _profile.Quantile(10_000, 0.5));
        Assert.Equal(0.5, _profile.ExceedProbability(1000, TimeSpan.FromMilliseconds(300)), 6);
        Assert.Equal(TimeSpan.FromMilliseconds(300), _profile.MedianResidual(1000, TimeSpan.FromSeconds(5)));
        Assert.Equal(TimeSpan.Zero, _profile.Overall(0.95));
    }

    [Fact]
    public void Prompts_are_compared_with_prompts_alike()
    {
        Record(100, 200, times: 50);
        Record(20_000, 4_000, times: 50);
        Within(200, _profile.Quantile(100, 0.95));
        Within(4_000, _profile.Quantile(20_000, 0.5));
        Within(200, _profile.Overall(0.5));
        Within(4_000, _profile.Overall(0.51));
        Assert.Equal(0, _profile.ExceedProbability(100, TimeSpan.FromSeconds(1)), 6);
        Assert.Equal(1, _profile.ExceedProbability(20_000, TimeSpan.FromSeconds(1)), 6);
    }

    [Fact]
    public void Few_samples_borrow_from_neighbours_and_not_from_afar()
    {
        Record(1000, 500, times: 5);
        Within(500, _profile.Quantile(1700, 0.5));
        Assert.Equal(TimeSpan.FromMilliseconds(5200), _profile.Quantile(50_000, 0.5)); // the assumption
    }

    [Fact]
    public void What_is_read_is_at_most_a_quarter_of_a_second_old()
    {
        Record(100, 200, times: 50);
        Within(200, _profile.Quantile(100, 0.5));
        Record(100, 1_000, times: 100);
        _time.Advance(TimeSpan.FromMilliseconds(249));
        Within(200, _profile.Quantile(100, 0.5));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Within(1_000, _profile.Quantile(100, 0.5));
    }

    [Fact]
    public void Old_samples_are_forgotten_after_three_epochs()
    {
        Record(100, 200, times: 50);
        _time.Advance(TimeSpan.FromSeconds(60));
        Record(100, 400, times: 10);
        Within(200, _profile.Quantile(100, 0.5));
        _time.Advance(TimeSpan.FromSeconds(30));
        Within(400, _profile.Quantile(100, 0.5));
        _time.Advance(TimeSpan.FromSeconds(90));
        Assert.Equal(TimeSpan.FromMilliseconds(210), _profile.Quantile(100, 0.5));
    }

    [Fact]
    public void Beyond_what_was_seen_a_wait_is_expected_to_double()
    {
        Record(100, 200, times: 50);
        Assert.Equal(TimeSpan.FromSeconds(7), _profile.MedianResidual(100, TimeSpan.FromSeconds(7)));
    }

    [Fact]
    public void Requests_that_were_given_up_count_for_as_long_as_they_waited()
    {
        Record(100, 200, times: 30);
        for (int i = 0; i < 70; i++)
            _profile.RecordCensored(100, TimeSpan.FromSeconds(2));
        Assert.Equal(0.7, _profile.ExceedProbability(100, TimeSpan.FromSeconds(1)), 6);
    }

    [Fact]
    public void Reading_and_recording_allocate_nothing() => Assert.Equal(0, Allocated.By(() =>
    {
        _profile.Record(100, TimeSpan.FromSeconds(1));
        _ = _profile.Quantile(100, 0.95) + _profile.MedianResidual(5000, TimeSpan.FromSeconds(1)) + _profile.Overall(0.5);
    }));

    [Fact]
    public void Threads_may_record_while_others_read()
    {
        Parallel.For(0, 4, worker =>
        {
            for (int i = 0; i < 2_000; i++)
            {
                _profile.Record(100, TimeSpan.FromMilliseconds(200));
                Assert.InRange(_profile.Quantile(100, 0.5).TotalMilliseconds, 190, 215);
            }
        });
        _time.Advance(TimeSpan.FromSeconds(1));
        Within(200, _profile.Quantile(100, 0.99));
    }

    private static void Within(double milliseconds, TimeSpan actual) =>
        Assert.InRange(actual.TotalMilliseconds, milliseconds * 0.98, milliseconds * 1.02);

    private void Record(int promptTokens, double milliseconds, int times)
    {
        for (int i = 0; i < times; i++)
            _profile.Record(promptTokens, TimeSpan.FromMilliseconds(milliseconds));
    }
}
