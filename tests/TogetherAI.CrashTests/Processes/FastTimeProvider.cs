namespace TogetherAI.CrashTests.Processes;

/// <summary>
/// A clock that runs many times as fast as the world's, the same in every process that is given the same start: what waits five seconds between two looks
/// waits a tenth of one, and the test ends today.
/// </summary>
internal sealed class FastTimeProvider(DateTimeOffset start) : TimeProvider
{
    private const int Speed = 50;

    private readonly long _started = System.GetTimestamp();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => start + ((System.GetUtcNow() - start) * Speed);

    public override long GetTimestamp() => System.GetElapsedTime(_started).Ticks * Speed;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(System.CreateTimer(callback, state, Slow(dueTime), Slow(period)));

    private static TimeSpan Slow(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / Speed;

    private sealed class Timer(ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(Slow(dueTime), Slow(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
