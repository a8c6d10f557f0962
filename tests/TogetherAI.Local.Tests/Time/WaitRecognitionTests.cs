namespace TogetherAI.Local.Tests.Time;

/// <summary>
/// <see cref="VirtualTimer.IsWait"/> knows <c>Task.Delay</c> by what the runtime hands to a clock, which is documented nowhere. Fails
/// where a runtime changes that: then the clock would stand still, or jump to timeouts.
/// </summary>
public class WaitRecognitionTests
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void A_delay_without_a_token_is_a_wait() => Assert.True(IsWait(static clock => _ = Task.Delay(s_minute, clock)));

    [Fact]
    public void A_delay_with_a_token_is_a_wait()
    {
        using CancellationTokenSource source = new();
        Assert.True(IsWait(clock => _ = Task.Delay(s_minute, clock, source.Token)));
    }

    [Fact]
    public void The_timeout_of_a_cancellation_source_is_none() =>
        Assert.False(IsWait(static clock => _ = new CancellationTokenSource(s_minute, clock)));

    [Fact]
    public void The_timeout_of_WaitAsync_is_none_for_a_task_without_a_result() =>
        Assert.False(IsWait(static clock => _ = new TaskCompletionSource().Task.WaitAsync(s_minute, clock)));

    [Fact]
    public void The_timeout_of_WaitAsync_is_none_for_a_task_with_a_result() =>
        Assert.False(IsWait(static clock => _ = new TaskCompletionSource<int>().Task.WaitAsync(s_minute, clock)));

    [Fact]
    public void A_periodic_timer_is_none() => Assert.False(IsWait(static clock => _ = new PeriodicTimer(s_minute, clock)));

    [Fact]
    public void A_timer_of_ones_own_is_none() =>
        Assert.False(IsWait(static clock => _ = clock.CreateTimer(static _ => { }, null, s_minute, Timeout.InfiniteTimeSpan)));

    private static bool IsWait(Action<TimeProvider> use)
    {
        Recorder recorder = new();
        use(recorder);
        return Assert.Single(recorder.Timers).IsWait;
    }

    private sealed class Recorder : TimeProvider
    {
        private readonly VirtualTimeProvider _clock = new();

        public List<VirtualTimer> Timers { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            VirtualTimer timer = new(_clock, callback, state);
            Timers.Add(timer);
            timer.Change(dueTime, period);
            return timer;
        }
    }
}
