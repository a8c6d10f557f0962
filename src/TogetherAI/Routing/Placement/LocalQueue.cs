namespace TogetherAI;

/// <summary>
/// Requests that no lane takes at the moment. First come, first served, until it is overloaded: then the newest goes first, since the oldest
/// will miss its time anyway (adaptive LIFO). What nobody waits for goes last. One that no lane takes keeps nobody back who could go to
/// another lane. One timer for all. Thread-safe.
/// </summary>
internal sealed class LocalQueue : IDisposable
{
    /// <summary>How often lanes are asked again when nothing tells that they have room.</summary>
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly List<Waiter> _waiting = [];
    private readonly TimeProvider _time;
    private readonly LaneChooser _chooser;
    private readonly AttemptBudget _attempts;
    private readonly RouterOptions _options;
    private readonly ITimer _timer;
    private int _count;
    private bool _pumping;
    private bool _again;
    private bool _isClosed;

    public LocalQueue(TimeProvider time, LaneChooser chooser, AttemptBudget attempts, RouterOptions options)
    {
        _time = time;
        _chooser = chooser;
        _attempts = attempts;
        _options = options;
        _timer = time.CreateTimer(static state => ((LocalQueue)state!).Pump(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public int Count => Volatile.Read(ref _count);

    /// <summary>
    /// The lane that takes the request now; null when none does. A repetition is counted here, when it is about to be sent: what was granted
    /// earlier could meet a moment at which nothing arrives any more.
    /// </summary>
    public Placed? TryPlace(RoutedCall call, bool failed)
    {
        if (!failed)
            return _chooser.TryPlace(call);
        if (!_attempts.HasSpare || _chooser.TryPlace(call, failed) is not { } placed)
            return null;
        if (_attempts.TryTake())
            return placed;
        call.Router.GiveBack(placed); // another thread took the last one
        return null;
    }

    /// <summary>Waits for a lane.</summary>
    /// <returns>The lane; null when none took the request in time, or there is no room to wait.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async ValueTask<Placed?> WaitAsync(RoutedCall call, bool failed, CancellationToken cancellationToken)
    {
        TimeSpan patience = call.Route.Class == TrafficClass.Background ? _options.MaxQueueWait * 12 : _options.MaxQueueWait;
        Waiter waiter = new(call, failed, _time.GetTimestamp(), patience);
        lock (_gate)
        {
            if (_isClosed || _waiting.Count >= _options.MaxQueueLength || patience == TimeSpan.Zero)
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
        {
            _isClosed = true; // nothing would wake whoever came later
            waiting = [.. _waiting];
        }

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
        bool mayRepeat = _attempts.HasSpare;
        List<Waiter> refused = [];
        while (Next(mayRepeat, refused, out bool isExpired) is { } next)
        {
            Placed? placed = isExpired ? null : TryPlace(next.Call, next.Failed);
            if (placed is null && !isExpired)
            {
                refused.Add(next);
                continue;
            }

            if (!next.TrySetResult(placed) && placed is { } taken)
                next.Call.Router.GiveBack(taken); // cancelled in between
            return true;
        }

        return false;
    }

    /// <summary>Who has waited long enough, or else whose turn it is.</summary>
    private Waiter? Next(bool mayRepeat, List<Waiter> refused, out bool isExpired)
    {
        lock (_gate)
        {
            Waiter? expired = Expired(mayRepeat);
            isExpired = expired is not null;
            return expired ?? Choose(mayRepeat, refused);
        }
    }

    /// <summary>One that has waited long enough. What failed, and may not be repeated yet, waits no longer than a first token should take.</summary>
    private Waiter? Expired(bool mayRepeat) => _waiting.Find(waiter =>
        !waiter.Task.IsCompleted
        && _time.GetElapsedTime(waiter.Since) is var waited
        && (waited >= waiter.Patience || (waiter.Failed && !mayRepeat && waited >= _options.ObjectiveTime)));

    private Waiter? Choose(bool mayRepeat, List<Waiter> refused)
    {
        bool overloaded = _waiting.Exists(waiter => !waiter.IsBackground && _time.GetElapsedTime(waiter.Since) > waiter.Patience / 2);
        Predicate<Waiter> isNext = waiter => !waiter.Task.IsCompleted && (mayRepeat || !waiter.Failed) && !IsHeldBack(waiter, refused);
        Predicate<Waiter> inFront = waiter => !waiter.IsBackground && isNext(waiter);
        return (overloaded ? _waiting.FindLast(inFront) : _waiting.Find(inFront)) ?? _waiting.Find(isNext);
    }

    /// <summary>Whether no lane is left for it but those that have just refused one before it.</summary>
    private bool IsHeldBack(Waiter waiter, List<Waiter> refused) =>
        refused.Exists(one => _chooser.HasNoLaneBut(waiter.Call, waiter.Failed, one.Call, one.Failed));

    private sealed class Waiter(RoutedCall call, bool failed, long since, TimeSpan patience) : TaskCompletionSource<Placed?>
    {
        public RoutedCall Call => call;

        public bool Failed => failed;

        public long Since => since;

        public TimeSpan Patience => patience;

        public bool IsBackground => call.Route.Class == TrafficClass.Background;
    }
}
