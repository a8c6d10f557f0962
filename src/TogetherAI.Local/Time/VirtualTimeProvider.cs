namespace TogetherAI.Local;

/// <summary>
/// A clock that stands still until it is told to move, so that a test of retries, timeouts and day-long jobs takes no time.
/// </summary>
/// <remarks>
/// <para>Timers made through <see cref="CreateTimer"/>, and with them <c>Task.Delay(…, provider)</c> and
/// <c>new CancellationTokenSource(…, provider)</c>, fire in the order in which they are due, each at its own moment: while a timer's
/// callback runs, <see cref="GetUtcNow"/> is the time it was due. A timer that is due at once fires on the thread pool without any
/// advance.</para>
/// <para>The clock never goes backwards, and <see cref="GetTimestamp"/> moves with it in ticks of 100 nanoseconds.</para>
/// <para>Thread-safe. Callbacks run on the thread that advances the clock, one after the other, and may use the clock freely, also to advance
/// it. The one thing that a callback must not do is wait for another thread that advances it: that one waits for the callback.</para>
/// </remarks>
public sealed partial class VirtualTimeProvider : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly Lock _moving = new(); // taken before the other one, and held while callbacks run; a callback may move the clock itself
    private readonly SortedSet<VirtualTimer> _scheduled = new(VirtualTimer.ByDueTime);
    private long _now;
    private long _sequence;

    /// <summary>Makes a clock that shows 2026-01-01T00:00:00Z.</summary>
    public VirtualTimeProvider()
        : this(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>Makes a clock that shows <paramref name="start"/>.</summary>
    /// <param name="start">The first moment; kept in UTC.</param>
    public VirtualTimeProvider(DateTimeOffset start) => _now = start.UtcTicks;

    /// <summary>Always UTC: a test must not depend on where it runs.</summary>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Ticks of <see cref="GetTimestamp"/> in a second: 10,000,000.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>
    /// How many timers wait for their moment now: enough to see whether something waits, or whether a timer was left behind.
    /// </summary>
    public int PendingTimers
    {
        get
        {
            lock (_gate)
                return _scheduled.Count;
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(GetTimestamp(), TimeSpan.Zero);

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (_gate)
            return _now;
    }

    /// <summary>
    /// Moves the clock forward and fires every timer that becomes due on the way, a periodic one as often as it is due. Threads that move it at
    /// the same moment take turns, so what they move it by adds up.
    /// </summary>
    /// <param name="delta">How far; zero fires what is due now.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delta"/> is negative, or leads past the year 9999.</exception>
    public void Advance(TimeSpan delta)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delta, TimeSpan.Zero);
        lock (_moving)
        {
            long now = GetTimestamp();
            ArgumentOutOfRangeException.ThrowIfGreaterThan(delta.Ticks, DateTime.MaxValue.Ticks - now, nameof(delta));
            AdvanceTo(now + delta.Ticks);
        }
    }

    /// <summary>Moves the clock forward to a moment, as <see cref="Advance"/> does.</summary>
    /// <param name="value">The moment; not earlier than <see cref="GetUtcNow"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> lies in the past of this clock.</exception>
    public void SetUtcNow(DateTimeOffset value)
    {
        lock (_moving)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, GetUtcNow());
            AdvanceTo(value.UtcTicks);
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        VirtualTimer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    internal void Schedule(VirtualTimer timer, long dueIn, long period)
    {
        lock (_gate)
        {
            _scheduled.Remove(timer);
            if (dueIn < 0)
                return;
            timer.Arm(_now + Math.Min(dueIn, DateTime.MaxValue.Ticks - _now), period, ++_sequence, atOnce: dueIn == 0);
            _scheduled.Add(timer);
            if (_stalled > 0)
                BeginGrace();
            WakeAutoAdvance();
        }
    }

    internal void Unschedule(VirtualTimer timer)
    {
        lock (_gate)
            _scheduled.Remove(timer);
    }

    private void AdvanceTo(long target)
    {
        while (true)
        {
            VirtualTimer due;
            lock (_gate)
            {
                if (_scheduled.Min is not { } first || first.Due > target)
                {
                    _now = Math.Max(_now, target);
                    return;
                }

                due = first;
                Take(due);
            }

            due.Fire();
        }
    }

    // Called under the lock; whoever takes a timer fires it next, outside of it.
    private void Take(VirtualTimer due)
    {
        _now = Math.Max(_now, due.Due);
        _scheduled.Remove(due);
        if (due.Period > 0)
        {
            due.Arm(due.Due + due.Period, due.Period, ++_sequence);
            _scheduled.Add(due);
        }
    }
}
