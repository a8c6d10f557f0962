namespace TogetherAI;

/// <summary>
/// What can end an attempt early, in one place: the caller, the stage's own limit, the limit of the whole call. The first to come
/// sets the reason, and the token that all of the attempt's I/O runs on. One timer serves every stage. Thread-safe.
/// </summary>
internal sealed class AttemptScope : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly CancellationToken _caller;
    private readonly CancellationTokenRegistration _callerRegistration;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly long _totalDeadline;
    private readonly TimeSpan _total;
    private readonly Lock _gate = new();
    private TimeoutKind _armed;
    private TimeSpan _limit;
    private TimeoutKind? _expired;
    private CancellationToken _cancelledBy;
    private bool _disposed;

    /// <param name="time">The clock.</param>
    /// <param name="callStarted">The clock's timestamp at which the whole call began.</param>
    /// <param name="total">The limit of the whole call.</param>
    /// <param name="caller">The caller's token.</param>
    public AttemptScope(TimeProvider time, long callStarted, TimeSpan total, CancellationToken caller)
    {
        _time = time;
        _caller = caller;
        _total = total;
        Started = time.GetTimestamp();
        _totalDeadline = total == Timeout.InfiniteTimeSpan ? long.MaxValue : callStarted + ToTicks(total);
        _timer = time.CreateTimer(static state => ((AttemptScope)state!).Expire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _callerRegistration = caller.UnsafeRegister(static state => ((AttemptScope)state!).Cancel(default), this);
    }

    /// <summary>The token that the attempt's I/O runs on.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>The clock's timestamp at which the attempt began.</summary>
    public long Started { get; }

    /// <summary>Limits what comes next: the stage fails unless another one is entered in time.</summary>
    /// <param name="kind">The stage.</param>
    /// <param name="limit">Its limit, counted from <paramref name="since"/>.</param>
    /// <param name="since">A timestamp of the clock; null for now.</param>
    public void Enter(TimeoutKind kind, TimeSpan limit, long? since = null)
    {
        long now = _time.GetTimestamp();
        long stageDeadline = limit == Timeout.InfiniteTimeSpan ? long.MaxValue : (since ?? now) + ToTicks(limit);
        bool totalFirst = _totalDeadline <= stageDeadline;
        long deadline = totalFirst ? _totalDeadline : stageDeadline;
        lock (_gate)
        {
            if (_disposed || _expired is not null)
                return;
            _armed = totalFirst ? TimeoutKind.Total : kind;
            _limit = totalFirst ? _total : limit;
            _timer.Change(
                deadline == long.MaxValue ? Timeout.InfiniteTimeSpan : _time.GetElapsedTime(now, Math.Max(now, deadline)),
                Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The exception to throw instead of <paramref name="exception"/> when this scope is what ended the attempt; else null.</summary>
    public Exception? Explain(Exception exception)
    {
        if (_caller.IsCancellationRequested || _cancelledBy.IsCancellationRequested)
        {
            return new OperationCanceledException(
                "The call was cancelled by its caller.", exception, _caller.IsCancellationRequested ? _caller : _cancelledBy);
        }

        if (_expired is { } kind)
            return new TogetherTimeoutException(kind, _limit, exception) { Details = new() { IsTransient = kind == TimeoutKind.Attempt } };
        return null;
    }

    /// <summary>No stage is being waited for: only the limit of the whole call runs on.</summary>
    public void Leave() => Enter(TimeoutKind.Total, Timeout.InfiniteTimeSpan);

    /// <summary>Ends the attempt's I/O now, on behalf of a second token of the caller's.</summary>
    /// <param name="token">The token that was cancelled; <see langword="default"/> when the attempt was simply given up.</param>
    public void Cancel(CancellationToken token)
    {
        if (token.CanBeCanceled)
            _cancelledBy = token;
        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The attempt has ended already.
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
        }

        _callerRegistration.Unregister(); // not Dispose: that would wait for a cancellation that is under way, perhaps on this very call
        _timer.Dispose();
        _source.Dispose();
    }

    private void Expire()
    {
        lock (_gate)
        {
            if (_disposed || _expired is not null || _caller.IsCancellationRequested)
                return;
            _expired = _armed;
        }

        Cancel(default);
    }

    private long ToTicks(TimeSpan span) => (long)(span.TotalSeconds * _time.TimestampFrequency);
}
