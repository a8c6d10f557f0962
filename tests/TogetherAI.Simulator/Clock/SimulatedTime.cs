namespace TogetherAI.Simulator;

/// <summary>
/// A clock that jumps from event to event. Events that are due at the same time happen in the order they were planned, so a run is the same
/// every time. It belongs to the thread that made it: whatever touches it from another one has left the simulation, and the run fails.
/// </summary>
internal sealed class SimulatedTime : TimeProvider
{
    private static readonly DateTimeOffset s_epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly PriorityQueue<Planned, Due> _events = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private string? _violation;
    private long _sequence;

    /// <summary>In ticks of 100 ns since the run began.</summary>
    public long Now { get; private set; }

    /// <summary>How far the wall clock was set, by whoever sets clocks; what measures time never sees it.</summary>
    public TimeSpan WallClockShift { get; set; }

    /// <summary>How many events have happened.</summary>
    public long Happened { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        Guard();
        return Now;
    }

    public override DateTimeOffset GetUtcNow()
    {
        Guard();
        return s_epoch.AddTicks(Now) + WallClockShift;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Guard();
        SimulatedTimer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Plans an event.</summary>
    /// <param name="at">When, in ticks; what has passed already means now.</param>
    /// <param name="callback">What happens.</param>
    /// <param name="state">Handed to it.</param>
    public void Plan(long at, Action<object> callback, object state)
    {
        Guard();
        _events.Enqueue(new Planned(callback, state), new Due(Math.Max(at, Now), _sequence++));
    }

    /// <summary>Lets the next event happen; false when there is none.</summary>
    /// <exception cref="InvalidOperationException">Something went on outside the simulation's thread.</exception>
    public bool Step()
    {
        if (!_events.TryDequeue(out Planned next, out Due due))
            return false;
        Now = due.At;
        Happened++;
        next.Callback(next.State);
        if (_violation is not null)
            throw new InvalidOperationException(_violation);
        return true;
    }

    /// <summary>Fails the run if another thread than the simulation's is at work.</summary>
    /// <exception cref="InvalidOperationException">It is.</exception>
    public void Guard()
    {
        if (Environment.CurrentManagedThreadId == _thread)
            return;
        _violation ??= "Something left the simulation's thread, so the run is not deterministic:" + Environment.NewLine + Environment.StackTrace;
        throw new InvalidOperationException(_violation);
    }

    private readonly record struct Planned(Action<object> Callback, object State);

    private readonly record struct Due(long At, long Sequence) : IComparable<Due>
    {
        public int CompareTo(Due other) => At != other.At ? At.CompareTo(other.At) : Sequence.CompareTo(other.Sequence);
    }
}
