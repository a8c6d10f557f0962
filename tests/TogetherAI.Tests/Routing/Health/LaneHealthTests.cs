namespace TogetherAI.Tests.Routing;

public class LaneHealthTests
{
    private static readonly TimeSpan s_usual = TimeSpan.FromMilliseconds(100);

    private readonly ManualTimeProvider _time = new();
    private readonly LaneHealth _health;

    public LaneHealthTests()
    {
        _health = new LaneHealth(_time, new Random(7), new HealthOptions());
        Advance(1);
    }

    [Fact]
    public void Four_failures_in_a_row_are_borne_and_five_are_not()
    {
        Fail(4);
        _health.Succeeded(s_usual, s_usual);
        Fail(4);
        Assert.Equal(LaneState.Healthy, _health.State);
        Assert.True(_health.Admits());
        Fail(1);
        Assert.Equal(LaneState.Ejected, _health.State);
        Assert.False(_health.Admits());
    }

    [Fact]
    public void An_ejection_lasts_a_second_give_or_take_a_fifth()
    {
        Fail(5);
        Advance(0.79);
        Assert.Equal(LaneState.Ejected, _health.State);
        Advance(0.42);
        Assert.Equal(LaneState.Probing, _health.State);
    }

    [Fact]
    public void One_probe_goes_first_and_alone()
    {
        Fail(5);
        Advance(3);
        Assert.True(_health.Admits());
        Assert.All(Enumerable.Range(0, 100), _ => Assert.False(_health.Admits()));
    }

    [Fact]
    public void While_the_probe_has_no_answer_some_3_percent_probe_too()
    {
        Fail(5);
        Advance(3);
        Assert.True(_health.Admits());
        Advance(2);
        Assert.InRange(Enumerable.Range(0, 10_000).Count(_ => _health.Admits()), 230, 370);
    }

    [Fact]
    public void A_lost_probe_is_replaced()
    {
        Fail(5);
        Advance(3);
        Assert.True(_health.Admits());
        Advance(5);
        Assert.True(_health.Admits());
        Assert.False(_health.Admits());
    }

    [Fact]
    public void A_failed_probe_doubles_the_ejection_up_to_three_seconds()
    {
        Fail(5);
        double expected = 1;
        for (int i = 0; i < 8; i++)
        {
            Advance(expected * 0.79);
            Assert.Equal(LaneState.Ejected, _health.State);
            Advance(expected * 0.42);
            Assert.True(_health.Admits());
            Fail(1);
            expected = Math.Min(3, expected * 2);
        }
    }

    [Fact]
    public void A_probe_that_succeeds_opens_a_ramp_from_a_tenth_to_all_in_four_seconds()
    {
        Recover();
        Assert.InRange(Admitted(), 80, 120);
        Advance(2);
        Assert.InRange(Admitted(), 500, 600);
        Advance(2);
        Assert.Equal(LaneState.Healthy, _health.State);
        Assert.Equal(1000, Admitted());
    }

    [Fact]
    public void A_lane_whose_first_tokens_take_long_recovers_slower()
    {
        for (int i = 0; i < 5; i++)
            _health.Succeeded(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        Advance(20);
        for (int i = 0; i < 5; i++)
            _health.Succeeded(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));
        Recover();
        Advance(29);
        Assert.Equal(LaneState.Recovering, _health.State);
        Advance(1);
        Assert.Equal(LaneState.Healthy, _health.State);
    }

    [Fact]
    public void Three_failures_end_a_recovery()
    {
        Recover();
        Fail(2);
        Assert.Equal(LaneState.Recovering, _health.State);
        Fail(1);
        Assert.Equal(LaneState.Ejected, _health.State);
    }

    [Fact]
    public void A_lane_of_which_a_sixth_fails_comes_back_all_the_same()
    {
        Recover();
        for (int i = 0; i < 30; i++)
        {
            Advance(0.15);
            for (int j = 0; j < 5; j++)
                _health.Succeeded(s_usual, s_usual);
            Fail(1);
            Assert.NotEqual(LaneState.Ejected, _health.State);
        }

        Assert.Equal(LaneState.Healthy, _health.State);
    }

    [Fact]
    public void Where_nothing_else_is_left_a_second_is_enough()
    {
        for (int i = 0; i < 3; i++)
        {
            Fail(5);
            Advance(i < 2 ? 3.7 : 0.9);
            Assert.Equal(i < 2, _health.Admits());
        }

        Assert.False(_health.Wakes());
        Advance(0.1);
        Assert.False(_health.Admits());
        Assert.True(_health.Wakes());
        Assert.False(_health.Wakes()); // one at a time
    }

    [Fact]
    public void What_the_service_asked_for_is_kept_where_nothing_else_is_left()
    {
        Fail(4);
        _health.Failed(TimeSpan.FromSeconds(10));
        Advance(9);
        Assert.False(_health.Wakes());
    }

    [Fact]
    public void What_the_service_asks_for_wins_up_to_a_minute()
    {
        Fail(4);
        _health.Failed(TimeSpan.FromSeconds(10));
        Advance(9.9);
        Assert.Equal(LaneState.Ejected, _health.State);
        _health.Failed(TimeSpan.FromHours(1));
        Advance(59.9);
        Assert.Equal(LaneState.Ejected, _health.State);
        Advance(0.1);
        Assert.Equal(LaneState.Probing, _health.State);
    }

    [Fact]
    public void Mostly_slow_for_three_seconds_is_ill_and_often_slow_is_not()
    {
        Answer(slow: 2, quick: 3, times: 20);
        Assert.Equal(LaneState.Healthy, _health.State);
        Answer(slow: 3, quick: 1, times: 20);
        Assert.NotEqual(LaneState.Healthy, _health.State);
    }

    [Fact]
    public void Requests_from_before_an_ejection_say_nothing_of_what_is_after_it()
    {
        Fail(5);
        Advance(3);
        Assert.True(_health.Admits());
        _health.Succeeded(TimeSpan.FromSeconds(4), s_usual);
        Assert.Equal(LaneState.Probing, _health.State);
    }

    [Fact]
    public void A_failure_from_before_an_ejection_does_not_end_the_recovery()
    {
        Recover();
        Advance(1);
        for (int i = 0; i < 20; i++)
            _health.Failed(null, TimeSpan.FromSeconds(15));
        Assert.Equal(LaneState.Recovering, _health.State);
    }

    [Fact]
    public void After_a_minute_of_health_ejections_start_short_again()
    {
        Recover();
        Advance(10);
        Assert.Equal(LaneState.Healthy, _health.State);
        Advance(61);
        Fail(5);
        Advance(1.21);
        Assert.Equal(LaneState.Probing, _health.State);
    }

    [Fact]
    public void Asking_a_healthy_lane_allocates_nothing() => Assert.Equal(0, Allocated.By(() => _health.Admits()));

    private void Advance(double seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));

    private void Fail(int times)
    {
        for (int i = 0; i < times; i++)
            _health.Failed(null);
    }

    private void Recover()
    {
        Fail(5);
        Advance(3);
        Assert.True(_health.Admits());
        Advance(0.1);
        _health.Succeeded(s_usual, s_usual);
        Assert.Equal(LaneState.Recovering, _health.State);
    }

    private int Admitted() => Enumerable.Range(0, 1000).Count(_ => _health.Admits());

    private void Answer(int slow, int quick, int times)
    {
        for (int i = 0; i < times; i++)
        {
            Advance(0.2);
            for (int j = 0; j < slow; j++)
                _health.Succeeded(s_usual * 4, s_usual);
            for (int j = 0; j < quick; j++)
                _health.Succeeded(s_usual, s_usual);
        }
    }
}
