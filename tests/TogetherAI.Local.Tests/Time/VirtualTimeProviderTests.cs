namespace TogetherAI.Local.Tests.Time;

public class VirtualTimeProviderTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly VirtualTimeProvider _time = new();

    [Fact]
    public void Stands_still_until_it_is_told_to_move()
    {
        Assert.Equal(Start, _time.GetUtcNow());
        Assert.Equal(Start, _time.GetUtcNow());
        _time.Advance(TimeSpan.FromHours(24));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero), _time.GetUtcNow());
    }

    [Fact]
    public void Elapsed_time_follows_the_clock()
    {
        long before = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromMilliseconds(1500));
        Assert.Equal(TimeSpan.FromMilliseconds(1500), _time.GetElapsedTime(before));
    }

    [Fact]
    public void Starts_where_it_is_told_and_keeps_utc()
    {
        VirtualTimeProvider time = new(new DateTimeOffset(2030, 5, 1, 12, 0, 0, TimeSpan.FromHours(2)));
        Assert.Equal(new DateTimeOffset(2030, 5, 1, 10, 0, 0, TimeSpan.Zero), time.GetUtcNow());
        Assert.Equal(TimeSpan.Zero, time.GetLocalNow().Offset);
    }

    [Fact]
    public void Never_goes_back()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _time.Advance(TimeSpan.FromTicks(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => _time.SetUtcNow(Start.AddTicks(-1)));
        _time.SetUtcNow(Start.AddMinutes(1));
        Assert.Equal(Start.AddMinutes(1), _time.GetUtcNow());
    }

    [Fact]
    public void Refuses_to_leave_the_calendar()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _time.Advance(TimeSpan.MaxValue));
        Assert.Equal(Start, _time.GetUtcNow());
    }

    [Fact]
    public void Timers_fire_in_due_order_each_at_its_own_moment()
    {
        List<(string Name, DateTimeOffset At)> fired = [];
        using ITimer late = Timer("late", 30);
        using ITimer early = Timer("early", 10);
        using ITimer alsoEarly = Timer("also early", 10);
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal([("early", Start.AddSeconds(10)), ("also early", Start.AddSeconds(10)), ("late", Start.AddSeconds(30))], fired);
        Assert.Equal(Start.AddSeconds(60), _time.GetUtcNow());

        ITimer Timer(string name, int seconds) =>
            _time.CreateTimer(_ => fired.Add((name, _time.GetUtcNow())), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
    }

    [Fact]
    public void A_timer_fires_at_its_moment_and_not_before()
    {
        int fired = 0;
        using ITimer timer = _time.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(10), Timeout.InfiniteTimeSpan);
        _time.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
        Assert.Equal(0, fired);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(1, fired);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, fired);
    }

    [Fact]
    public void A_periodic_timer_fires_as_often_as_it_is_due()
    {
        List<DateTimeOffset> fired = [];
        using ITimer timer = _time.CreateTimer(_ => fired.Add(_time.GetUtcNow()), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal([Start.AddSeconds(1), Start.AddSeconds(3), Start.AddSeconds(5)], fired);
    }

    [Fact]
    public void A_changed_timer_forgets_its_old_moment()
    {
        List<DateTimeOffset> fired = [];
        using ITimer timer = _time.CreateTimer(_ => fired.Add(_time.GetUtcNow()), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        Assert.True(timer.Change(TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan));
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.Empty(fired);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal([Start.AddSeconds(5)], fired);
        Assert.True(timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        Assert.Equal(0, _time.PendingTimers);
    }

    [Fact]
    public async Task A_disposed_timer_never_fires_and_cannot_be_changed()
    {
        int fired = 0;
        ITimer timer = _time.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        await timer.DisposeAsync();
        Assert.False(timer.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(0, fired);
        Assert.Equal(0, _time.PendingTimers);
    }

    [Fact]
    public void A_callback_may_arm_another_timer_and_move_the_clock()
    {
        List<string> fired = [];
        using ITimer first = _time.CreateTimer(
            _ =>
            {
                fired.Add("first");
                _time.CreateTimer(_ => fired.Add("second"), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
                _time.Advance(TimeSpan.FromSeconds(1));
            },
            null,
            TimeSpan.FromSeconds(1),
            Timeout.InfiniteTimeSpan);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["first", "second"], fired);
        Assert.Equal(Start.AddSeconds(2), _time.GetUtcNow());
    }

    [Fact]
    public async Task A_timer_that_is_due_at_once_fires_without_an_advance()
    {
        TaskCompletionSource fired = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using ITimer timer = _time.CreateTimer(_ => fired.SetResult(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        await fired.Task.WaitAsync(Hosts.Patience);
    }

    [Theory]
    [InlineData(-2, 0)]
    [InlineData(0, -2)]
    [InlineData(4294967295, 0)]
    public void A_timer_takes_what_the_systems_timers_take(long due, long period) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => _time.CreateTimer(static _ => { }, null, TimeSpan.FromMilliseconds(due), TimeSpan.FromMilliseconds(period)));

    [Fact]
    public void A_cancellation_source_times_out_when_its_time_has_come()
    {
        using CancellationTokenSource source = new(TimeSpan.FromMinutes(5), _time);
        _time.Advance(TimeSpan.FromMinutes(4));
        Assert.False(source.IsCancellationRequested);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(source.IsCancellationRequested);
    }

    [Fact]
    public void Callbacks_see_the_context_of_whoever_made_the_timer()
    {
        AsyncLocal<string> local = new() { Value = "made here" };
        string? seen = null;
        using ITimer timer = _time.CreateTimer(_ => seen = local.Value, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        local.Value = "advanced here";
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("made here", seen);
    }

    [Fact]
    public async Task Holds_when_many_threads_use_it()
    {
        int fired = 0;
        await Parallel.ForAsync(0, 200, (i, _) =>
        {
            _time.CreateTimer(_ => Interlocked.Increment(ref fired), null, TimeSpan.FromSeconds(i % 7 + 1), Timeout.InfiniteTimeSpan);
            _time.Advance(TimeSpan.FromMilliseconds(10));
            return default;
        });
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(200, fired);
        Assert.Equal(0, _time.PendingTimers);
        Assert.Equal(Start.AddSeconds(12), _time.GetUtcNow()); // all of them one after the other
    }

    [Fact]
    public void What_threads_move_it_by_at_the_same_moment_adds_up()
    {
        List<(string Name, DateTimeOffset At)> fired = [];
        Thread second = new(() => _time.Advance(TimeSpan.FromSeconds(10)));
        using ITimer middle = _time.CreateTimer(
            _ =>
            {
                second.Start();
                // It waits for its turn: what it moves the clock by begins where this one's ends.
                Assert.True(SpinWait.SpinUntil(() => second.ThreadState is ThreadState.WaitSleepJoin or ThreadState.Stopped, TimeSpan.FromSeconds(10)));
                fired.Add(("first's", _time.GetUtcNow()));
            },
            null,
            TimeSpan.FromSeconds(5),
            Timeout.InfiniteTimeSpan);
        using ITimer late = _time.CreateTimer(_ => fired.Add(("second's", _time.GetUtcNow())), null, TimeSpan.FromSeconds(17), Timeout.InfiniteTimeSpan);
        _time.Advance(TimeSpan.FromSeconds(10));
        second.Join();
        Assert.Equal([("first's", Start.AddSeconds(5)), ("second's", Start.AddSeconds(17))], fired);
        Assert.Equal(Start.AddSeconds(20), _time.GetUtcNow());
    }

    [Fact]
    public void A_callback_may_move_the_clock_itself()
    {
        using ITimer timer = _time.CreateTimer(_ => _time.Advance(TimeSpan.FromSeconds(2)), null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(Start.AddSeconds(10), _time.GetUtcNow());
        using ITimer far = _time.CreateTimer(_ => _time.Advance(TimeSpan.FromSeconds(20)), null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(Start.AddSeconds(35), _time.GetUtcNow());
    }
}
