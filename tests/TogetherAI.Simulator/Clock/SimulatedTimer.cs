namespace TogetherAI.Simulator;

/// <summary>
/// A timer on the simulated clock. Most timers are limits that are moved on and on and never fire, so one that is moved later keeps its
/// place among the events and looks again when that comes up.
/// </summary>
internal sealed class SimulatedTimer(SimulatedTime time, TimerCallback callback, object? state) : ITimer
{
    private const long Never = long.MaxValue;

    private long _due = Never;
    private long _planned = Never;
    private long _period = Never;
    private bool _disposed;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        time.Guard();
        if (_disposed)
            return false;
        _period = period > TimeSpan.Zero ? period.Ticks : Never;
        SetDue(dueTime == Timeout.InfiniteTimeSpan ? Never : time.Now + dueTime.Ticks);
        return true;
    }

    public void Dispose()
    {
        _disposed = true;
        _due = Never;
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    private void SetDue(long due)
    {
        _due = due;
        if (due < _planned)
        {
            _planned = due;
            time.Plan(due, static timer => ((SimulatedTimer)timer).Look(), this);
        }
    }

    private void Look()
    {
        // An event that a sooner one took the place of comes up late, or twice; all that counts is what is due.
        if (_planned <= time.Now)
            _planned = Never;
        if (_due > time.Now)
        {
            if (_due != Never && _planned == Never)
                SetDue(_due);
            return;
        }

        _due = Never;
        callback(state);
        if (!_disposed && _period != Never && _due == Never)
            SetDue(time.Now + _period);
    }
}
