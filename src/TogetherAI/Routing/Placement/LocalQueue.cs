namespace TogetherAI;

/// <summary>
/// Requests that no lane takes at the moment. First come, first served, until it is overloaded: then the newest goes first, since the oldest
/// will miss its time anyway (adaptive LIFO). What nobody waits for goes last. One timer for all. Thread-safe.
/// </summary>
internal sealed class LocalQueue : IDisposable
{
    /// <summary>How often lanes are asked again when nothing tells that they have room.</summary>
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly List<Waiter> _waiting = [];
    private readonly TimeProvider _time;
    private readonly LaneChooser _chooser;
    private readonly RouterOptions _options;
    private readonly ITimer _timer;
    private int _count;
    private bool _pumping;
    private bool _again;

    public LocalQueue(TimeProvider time, LaneChooser chooser, RouterOptions options)
    {
        _time = time;
        _chooser = chooser;
        _options = options;
        _timer = time.CreateTimer(static state => ((LocalQueue)state!).Pump(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public int Count => Volatile.Read(ref _count);

    /// <summary>Waits for a lane.</summary>
    /// <returns>The lane; null when none took the request in time, or there is no room to wait.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async ValueTask<Placed?> WaitAsync(RoutedCall call, bool failed, CancellationToken cancellationToken)
    {
        TimeSpan patience = call.Route.Class == TrafficClass.Background ? _options.MaxQueueWait * 12 : _options.MaxQueueWait;
        Waiter waiter = new(call, failed, _time.GetTimestamp(), patience);
        lock (_gate)
        {
            if (_waiting.Count >= _options.MaxQueueLength || patience == TimeSpan.Zero)
                return null;
            _waiting.Add(waiter);
            _count = _waiting.Count;
            if (_waiting.Count == 1)
                _timer.Change(s_look, Timeout.InfiniteTimeSpan);
        }

        using CancellationTokenRegistration onCancel = cancellationToken.UnsafeRegister(
            static (state, token) => ((Waiter)state!).TrySetCanceled(token), waiter);
        try
        {
            return await waiter.Task.ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                _waiting.Remove(waiter);
                _count = _waiting.Count;
            }

            call.Queued += _time.GetElapsedTime(waiter.Since);
        }
    }

    /// <summary>Gives lanes to those that wait, as far as there are any.</summary>
    public void Pump()
    {
        lock (_gate)
        {
            _again = true;
            if (_pumping)
                return;
            _pumping = true;
        }

        while (NextRound())
        {
            while (TryServeOne())
            {
                // Until no lane takes any more.
            }
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        Waiter[] waiting;
        lock (_gate)
            waiting = [.. _waiting];
        foreach (Waiter waiter in waiting)
            waiter.TrySetResult(null);
    }

    private bool NextRound()
    {
        lock (_gate)
        {
            if (_again)
            {
                _again = false;
                return true;
            }

            _pumping = false;
            if (_waiting.Count > 0)
                _timer.Change(s_look, Timeout.InfiniteTimeSpan);
            return false;
        }
    }

    /// <summary>Serves or gives up one; false when there is nothing to do. What it completes runs at once, and outside of the lock.</summary>
    private bool TryServeOne()
    {
        Waiter? next;
        bool expired;
        lock (_gate)
        {
            next = Expired();
            expired = next is not null;
            next ??= Choose();
        }

        if (next is null)
            return false;
        Placed? placed = expired ? null : _chooser.TryPlace(next.Call, next.Failed);
        if (placed is null && !expired)
            return false;
        if (!next.TrySetResult(placed) && placed is { } taken)
            next.Call.Router.GiveBack(taken); // cancelled in between
        return true;
    }

    private Waiter? Expired() => _waiting.Find(waiter => !waiter.Task.IsCompleted && _time.GetElapsedTime(waiter.Since) >= waiter.Patience);

    private Waiter? Choose()
    {
        bool overloaded = _waiting.Exists(waiter => !waiter.IsBackground && _time.GetElapsedTime(waiter.Since) > waiter.Patience / 2);
        Predicate<Waiter> inFront = static waiter => !waiter.IsBackground && !waiter.Task.IsCompleted;
        return (overloaded ? _waiting.FindLast(inFront) : _waiting.Find(inFront)) ?? _waiting.Find(static waiter => !waiter.Task.IsCompleted);
    }

    private sealed class Waiter(RoutedCall call, bool failed, long since, TimeSpan patience) : TaskCompletionSource<Placed?>
    {
        public RoutedCall Call => call;

        public bool Failed => failed;

        public long Since => since;

        public TimeSpan Patience => patience;

        public bool IsBackground => call.Route.Class == TrafficClass.Background;
    }
}
