namespace TogetherAI.Tests;

/// <summary>
/// A clock that a test turns. Timers fire inside <see cref="Advance"/>, in the order they are due. With <see cref="SkipWaitsUpTo"/>, a timer
/// that is due no later than that is waited for by jumping to it: what is left waiting are the long limits that should not fire.
/// </summary>
internal sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private TaskCompletionSource _set = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _quiet = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset _now = Start;

    /// <summary>Where the clock begins.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How far the clock has been turned.</summary>
    public TimeSpan Elapsed => GetUtcNow() - Start;

    /// <summary>The longest wait that is skipped; zero, the default, skips none.</summary>
    public TimeSpan SkipWaitsUpTo { get; init; }

    /// <summary>How many timers are set.</summary>
    public int Pending
    {
        get
        {
            lock (_gate)
                return _timers.Count(timer => timer.Due is not null);
        }
    }

    /// <summary>Waits, if need be, until some timer is set: then whoever the test watches is waiting.</summary>
    public Task WhenPending()
    {
        lock (_gate)
            return _timers.Exists(timer => timer.Due is not null) ? Task.CompletedTask : _set.Task;
    }

    /// <summary>
    /// Waits, if need be, until some timer is set that is waited for: one that guards work under way does not count, since to turn the clock to it
    /// would let that work run out of time.
    /// </summary>
    public async Task WhenWaiting()
    {
        while (true)
        {
            Task set;
            lock (_gate)
            {
                if (_timers.Exists(static timer => timer.Due is not null && !timer.Guards))
                    return;
                set = _set.Task;
            }

            await set;
        }
    }

    /// <summary>Waits, if need be, until no timer is set: then whatever the test watches is over.</summary>
    public Task WhenQuiet()
    {
        lock (_gate)
            return _timers.Exists(timer => timer.Due is not null) ? _quiet.Task : Task.CompletedTask;
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // A token source's own limit guards work that is under way; nobody waits for it, and to skip it would race with that work. A timer that
        // comes again and again would never let the clock rest.
        ManualTimer timer = new(this, callback, state, skips: state is not CancellationTokenSource && period <= TimeSpan.Zero);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Turns the clock and fires what became due.</summary>
    public void Advance(TimeSpan by) => AdvanceTo(GetUtcNow() + by);

    /// <summary>Turns the clock to the timer that is due first, and fires it.</summary>
    public void AdvanceToNext()
    {
        DateTimeOffset due;
        lock (_gate)
            due = _timers.Min(timer => timer.Due) ?? throw new InvalidOperationException("No timer is set.");
        AdvanceTo(due);
    }

    private void AdvanceTo(DateTimeOffset end)
    {
        while (true)
        {
            ManualTimer? next;
            lock (_gate)
            {
                next = _timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
                DateTimeOffset now = next?.Due ?? end;
                _now = now > _now ? now : _now; // another thread may have turned it further
                if (next is not null)
                    next.Due = next.Period > TimeSpan.Zero ? next.Due + next.Period : null;
            }

            if (next is null)
                return;
            next.Fire();
        }
    }

    private void Set(ManualTimer timer, TimeSpan dueTime)
    {
        DateTimeOffset? due;
        lock (_gate)
        {
            timer.Due = due = dueTime == Timeout.InfiniteTimeSpan ? null : _now + dueTime;
            if (!_timers.Contains(timer))
                _timers.Add(timer);
            if (due is not null)
            {
                _set.TrySetResult();
                _set = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            TellIfQuiet();
        }

        if (due is not null && (dueTime == TimeSpan.Zero || (timer.Skips && dueTime <= SkipWaitsUpTo)))
            ThreadPool.QueueUserWorkItem(_ => Skip(timer, due.Value));
    }

    /// <summary>Jumps to a timer, unless it was set anew or given up in the meantime: then nobody waited for it.</summary>
    private void Skip(ManualTimer timer, DateTimeOffset due)
    {
        lock (_gate)
        {
            if (timer.Due != due)
                return;
        }

        AdvanceTo(due);
    }

    private void Remove(ManualTimer timer)
    {
        lock (_gate)
        {
            timer.Due = null;
            _timers.Remove(timer);
            TellIfQuiet();
        }
    }

    private void TellIfQuiet()
    {
        if (_timers.Exists(timer => timer.Due is not null))
            return;
        _quiet.TrySetResult();
        _quiet = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class ManualTimer(ManualTimeProvider time, TimerCallback callback, object? state, bool skips) : ITimer
    {
        public bool Skips => skips;

        /// <summary>Whether it is a limit of work under way, which nobody waits for.</summary>
        public bool Guards => state is CancellationTokenSource or AttemptScope;

        public DateTimeOffset? Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Period = period;
            time.Set(this, dueTime);
            return true;
        }

        public void Dispose() => time.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
