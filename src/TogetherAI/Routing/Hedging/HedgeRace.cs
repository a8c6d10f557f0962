using System.Threading.Tasks.Sources;

namespace TogetherAI;

/// <summary>
/// A race of attempts at the same request: the first to reach its goal wins by compare-and-swap, the others are cancelled and end by
/// themselves, off the winner's path. One reader waits for what happens next; anyone may signal.
/// </summary>
/// <typeparam name="T">What is raced for.</typeparam>
/// <remarks>
/// Polly's hedging is not used here: it awaits its losers before it returns, and takes the winner's token back when it does, which ends a
/// stream that is still being read. Continuations run inline, so the order of events is the order in which they were signalled.
/// </remarks>
internal sealed class HedgeRace<T> : IValueTaskSource
    where T : class, IAsyncDisposable
{
    private const int Quiet = 0;
    private const int Signalled = 1;
    private const int Awaited = 2;

    private ManualResetValueTaskSourceCore<bool> _core;
    private Entrant<T>? _winner;
    private int _state;

    /// <summary>The entrant that won; null while none has.</summary>
    public Entrant<T>? Winner => Volatile.Read(ref _winner) is { Prize: not null } winner ? winner : null;

    /// <summary>Starts an entrant, beside those that run already.</summary>
    public void Start(Entrant<T> entrant) => _ = entrant.RunAsync(this);

    /// <summary>Makes an entrant the winner, unless there is one.</summary>
    public bool TryCommit(Entrant<T> entrant) => Interlocked.CompareExchange(ref _winner, entrant, null) is null;

    /// <summary>Nobody may win any more: the request is over without an answer.</summary>
    /// <returns>Whether nobody had won.</returns>
    public bool Close() => TryCommit(Closed.Instance);

    /// <summary>Waits for the next signal; those that came in between count as one.</summary>
    public ValueTask WaitAsync()
    {
        _core.Reset();
        short version = _core.Version;
        if (Interlocked.CompareExchange(ref _state, Awaited, Quiet) == Quiet)
            return new ValueTask(this, version);
        Interlocked.Exchange(ref _state, Quiet); // a full fence: what the reader looks at next is not older than this
        return default;
    }

    /// <summary>Something has happened that the reader should look at.</summary>
    public void Signal()
    {
        if (Interlocked.CompareExchange(ref _state, Signalled, Quiet) == Quiet)
            return;
        if (Interlocked.CompareExchange(ref _state, Quiet, Awaited) == Awaited)
            _core.SetResult(true);
    }

    void IValueTaskSource.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    private sealed class Closed : Entrant<T>
    {
        public static readonly Closed Instance = new();

        protected override ValueTask<T> ReachAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        protected override void Finished()
        {
        }

        protected override void Ended(Exception exception)
        {
        }
    }
}
