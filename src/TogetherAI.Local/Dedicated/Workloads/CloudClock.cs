namespace TogetherAI.Local.Dedicated;

/// <summary>
/// The lock of a cloud, and its time. Every look lets happen what was due before. Thread-safe.
/// </summary>
/// <remarks>
/// A timer fires at the next thing due, for whoever is being served then. It is no wait, so a virtual clock never jumps for its sake.
/// </remarks>
internal sealed class CloudClock : IDisposable
{
    // What every timer takes; it is set anew when it fires too early.
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly Agenda _agenda = new();
    private readonly ITimer _timer;
    private List<Action> _after = [];
    private bool _disposed;

    public CloudClock(TimeProvider time)
    {
        (_time, Now) = (time, time.GetUtcNow());
        _timer = time.CreateTimer(static clock => ((CloudClock)clock!).Do(static () => true), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The moment of what happens now. Read under the lock.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>Notes what is to happen. Called under the lock.</summary>
    public void In(TimeSpan delay, Action happening) => _agenda.Add(Now + delay, happening);

    /// <summary>Does something when the lock is released: what may run other code on the way. Called under the lock.</summary>
    public void Afterwards(Action action) => _after.Add(action);

    /// <summary>Looks or acts, under the lock, with everything settled that was due. Not from within another.</summary>
    public T Do<T>(Func<T> work)
    {
        List<Action> after = [];
        try
        {
            lock (_gate)
            {
                try
                {
                    Settle();
                    return work();
                }
                finally
                {
                    Settle();
                    Arm();
                    (after, _after) = (_after, after);
                }
            }
        }
        finally
        {
            foreach (Action action in after)
                action();
        }
    }

    public void Do(Action work) => Do(() =>
    {
        work();
        return true;
    });

    public void Dispose()
    {
        lock (_gate)
            _disposed = true;
        _timer.Dispose();
    }

    private void Settle()
    {
        DateTimeOffset now = _time.GetUtcNow();
        while (_agenda.TryTake(now, out Action happening, out DateTimeOffset due))
        {
            Now = due > Now ? due : Now;
            happening();
        }

        Now = now > Now ? now : Now;
    }

    private void Arm()
    {
        if (_disposed)
            return;
        TimeSpan wait = _agenda.Next is not { } next ? Timeout.InfiniteTimeSpan
            : next - Now > s_longest ? s_longest
            : next > Now ? next - Now
            : TimeSpan.Zero;
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }
}
