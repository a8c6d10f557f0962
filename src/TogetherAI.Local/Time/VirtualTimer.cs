namespace TogetherAI.Local;

/// <summary>A timer of a <see cref="VirtualTimeProvider"/>, whose lock guards the schedule.</summary>
internal sealed class VirtualTimer(VirtualTimeProvider clock, TimerCallback callback, object? state) : ITimer
{
    // What the system's own timers take: one millisecond less than 2^32.
    private static readonly TimeSpan s_longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private volatile bool _disposed;

    public static IComparer<VirtualTimer> ByDueTime { get; } = Comparer<VirtualTimer>.Create(static (a, b) =>
        a.Due != b.Due ? a.Due.CompareTo(b.Due) : a.Sequence.CompareTo(b.Sequence));

    /// <summary>UTC ticks.</summary>
    public long Due { get; private set; }

    /// <summary>Ticks; zero fires once.</summary>
    public long Period { get; private set; }

    public long Sequence { get; private set; }

    /// <summary>Whether it was due when it was armed: such a one waits for no move of the clock.</summary>
    public bool IsDueAtOnce { get; private set; }

    /// <summary>
    /// Whether this is <c>Task.Delay</c>, whose promise is a task without a result, or a wait of the server's: somebody does nothing until
    /// then. A timeout is another thing, since its owner hopes that it never comes: a timer of a cancellation source, of <c>WaitAsync</c>
    /// (a task with a result), or of unknown purpose.
    /// </summary>
    public bool IsWait { get; } = state is ServingWait || (state is Task && !state.GetType().IsGenericType);

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, nameof(dueTime));
        Check(period, nameof(period));
        if (_disposed)
            return false;
        clock.Schedule(this, dueTime == Timeout.InfiniteTimeSpan ? -1 : dueTime.Ticks, Math.Max(0, period.Ticks));
        return true;
    }

    public void Arm(long due, long period, long sequence, bool atOnce = false)
    {
        IsDueAtOnce = atOnce;
        Due = due;
        Period = period;
        Sequence = sequence;
    }

    public void Fire()
    {
        if (_disposed)
            return;
        if (_context is null)
            callback(state);
        else
            ExecutionContext.Run(_context, new ContextCallback(callback), state);
    }

    public void Dispose()
    {
        _disposed = true;
        clock.Unschedule(this);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    private static void Check(TimeSpan value, string name)
    {
        if (value != Timeout.InfiniteTimeSpan && (value < TimeSpan.Zero || value > s_longest))
            throw new ArgumentOutOfRangeException(name, value, "A timer takes zero to 4294967294 milliseconds, or Timeout.InfiniteTimeSpan.");
    }
}
