using System.Runtime.CompilerServices;

namespace TogetherAI;

/// <summary>
/// An answer that a router has found a lane for, token by token. Read it like a <see cref="ChatStream"/>. All its chunks are of one attempt:
/// two answers are never spliced. Not thread-safe: one reader at a time; only <see cref="DisposeAsync"/> may be called from anywhere.
/// </summary>
/// <remarks>
/// Leaving a loop early does not end the stream. Reading throws <see cref="TogetherStreamInterruptedException"/> when the stream breaks (with the
/// text so far), <see cref="TogetherTimeoutException"/> when it falls silent, and <see cref="OperationCanceledException"/> when the caller cancels.
/// </remarks>
public sealed class RoutedChatStream : IAsyncEnumerable<ChatChunk>, IAsyncDisposable
{
    private readonly RoutedCall _call;
    private readonly MidStreamPolicy _policy;
    private readonly CancellationToken _caller;
    private readonly TimeSpan _timeToFirstToken;
    private RoutedAttempt _attempt;
    private CancellationTokenRegistration _onCancel;
    private ChatResponse? _response;
    private bool _hasHandedOutText;
    private bool _isOver;
    private int _chunks;
    private int _ended;

    internal RoutedChatStream(RoutedCall call, RoutedAttempt winner, MidStreamPolicy policy, CancellationToken caller)
    {
        _call = call;
        _policy = policy;
        _caller = caller;
        _timeToFirstToken = call.Age;
        _attempt = winner;
        Follow();
    }

    /// <summary>How it was routed, and why; costs are estimates until the stream has ended.</summary>
    public RouteReport Route => _call.Report(_attempt);

    /// <summary>From the call to the first chunk that held generated text, reasoning or a tool call, waiting and lost attempts included.</summary>
    public TimeSpan TimeToFirstToken => _timeToFirstToken;

    /// <summary>The id under which the service knows the request; null where it sent none.</summary>
    public string? RequestId => Won.Stream.RequestId;

    /// <summary>The text of the first choice, as far as it has arrived. Never null.</summary>
    public string Text => Won.Stream.Text;

    private FirstTokenStream Won => _attempt.Prize!;

    /// <summary>Reads the chunks that are left.</summary>
    /// <param name="cancellationToken">Ends the stream, like the token it was opened with.</param>
    /// <returns>The chunks, in the order they arrive.</returns>
    public IAsyncEnumerator<ChatChunk> GetAsyncEnumerator(CancellationToken cancellationToken = default) => new Enumerator(this, cancellationToken);

    /// <summary>Reads the text that is left, of the first choice; empty pieces are skipped, and reasoning and tool calls are not part of it.</summary>
    /// <param name="cancellationToken">Ends the stream, like the token it was opened with.</param>
    /// <returns>The pieces of text, in the order they arrive.</returns>
    public async IAsyncEnumerable<string> ReadTextAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using CancellationTokenRegistration onCancel = CancelWith(cancellationToken);
        while (await ReadNextAsync(cancellationToken).ConfigureAwait(false) is { } chunk)
        {
            if (chunk.Text is { Length: > 0 } text)
                yield return text;
        }
    }

    /// <summary>Reads what is left and puts the whole answer together from the chunks: all of them, also those read before.</summary>
    /// <param name="cancellationToken">Ends the stream, like the token it was opened with.</param>
    /// <returns>The whole answer, with <see cref="ChatResponse.Route"/>.</returns>
    public async Task<ChatResponse> GetFinalResponseAsync(CancellationToken cancellationToken = default)
    {
        using CancellationTokenRegistration onCancel = CancelWith(cancellationToken);
        while (_response is null)
            await ReadAsync(hands: false, cancellationToken).ConfigureAwait(false);
        return _response;
    }

    /// <summary>Ends the request, if it is still running, and releases the connection. May be called more than once.</summary>
    /// <returns>A completed task.</returns>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
            _attempt.Left(_chunks);
        _onCancel.Unregister();
        await Won.DisposeAsync().ConfigureAwait(false);
    }

    private ValueTask<ChatChunk?> ReadNextAsync(CancellationToken cancellationToken) =>
        _isOver ? default : ReadAsync(hands: true, cancellationToken);

    /// <summary>The next chunk; null at the end.</summary>
    /// <param name="hands">Whether the chunk is handed out; else it only becomes part of the whole.</param>
    /// <param name="cancellationToken">A further token of the reader's.</param>
    private async ValueTask<ChatChunk?> ReadAsync(bool hands, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                ChatChunk? chunk = await Won.ReadNextAsync().ConfigureAwait(false);
                if (chunk is null)
                {
                    Finish();
                    return null;
                }

                _chunks++;
                _hasHandedOutText |= hands && chunk.Text is { Length: > 0 };
                return chunk;
            }
            catch (OperationCanceledException exception)
            {
                if (TryEnd())
                    _attempt.Left(_chunks);
                CancellationToken by = _caller.IsCancellationRequested ? _caller : cancellationToken;
                throw new OperationCanceledException("The call was cancelled by its caller.", exception, by);
            }
            catch (TogetherException exception)
            {
                if (TryEnd())
                    _attempt.Broke(exception, _chunks);
                if (!await TryRestartAsync(exception).ConfigureAwait(false))
                {
                    exception.Details = exception.Details with { Route = _call.Report(_attempt) };
                    throw;
                }
            }
        }
    }

    private void Finish()
    {
        _isOver = true;
        if (_response is not null)
            return;
        ChatResponse response = Won.Stream.Response!;
        if (TryEnd())
            _attempt.Completed(response.Usage, _chunks, _call.Age - _timeToFirstToken);
        response.Routed = (_call, _attempt);
        _response = response;
    }

    /// <summary>Begins anew after a break, if that was asked for, nothing has been shown, and the budget of attempts bears it now or soon.</summary>
    private async ValueTask<bool> TryRestartAsync(TogetherException exception)
    {
        if (_policy != MidStreamPolicy.RestartBeforeText || _hasHandedOutText || !_call.Router.MayRepeat(_call, exception))
            return false;
        _call.Decide(RouteStep.Restarted, _attempt.Lane, LaneFailure.Describe(exception));
        await Won.DisposeAsync().ConfigureAwait(false);
        try
        {
            _attempt = await _call.Router.RaceAsync(_call, _caller, exception).ConfigureAwait(false);
        }
        catch (TogetherException failure) when (ReferenceEquals(failure, exception))
        {
            return false; // the budget did not bear it in time
        }

        _chunks = 0;
        Volatile.Write(ref _ended, 0);
        Follow();
        return true;
    }

    private void Follow() =>
        _onCancel = _caller.UnsafeRegister(static state => ((RoutedAttempt)state!).Cancel(), _attempt);

    private CancellationTokenRegistration CancelWith(CancellationToken token) =>
        token.UnsafeRegister(static state => ((RoutedChatStream)state!)._attempt.Cancel(), this);

    /// <summary>Whether the attempt has not ended before: then the one who asks says how it did.</summary>
    private bool TryEnd()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
            return false;
        _onCancel.Unregister();
        return true;
    }

    private sealed class Enumerator(RoutedChatStream stream, CancellationToken cancellationToken) : IAsyncEnumerator<ChatChunk>
    {
        private readonly CancellationToken _token = cancellationToken;
        private readonly CancellationTokenRegistration _cancel = stream.CancelWith(cancellationToken);

        public ChatChunk Current { get; private set; } = null!;

        public ValueTask<bool> MoveNextAsync()
        {
            ValueTask<ChatChunk?> next = stream.ReadNextAsync(_token);
            return next.IsCompletedSuccessfully ? new ValueTask<bool>(Set(next.Result)) : SetAsync(next);
        }

        public ValueTask DisposeAsync() => _cancel.DisposeAsync();

        private async ValueTask<bool> SetAsync(ValueTask<ChatChunk?> next) => Set(await next.ConfigureAwait(false));

        private bool Set(ChatChunk? chunk)
        {
            Current = chunk!;
            return chunk is not null;
        }
    }
}
