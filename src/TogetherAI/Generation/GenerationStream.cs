using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Text.Json;

namespace TogetherAI;

/// <summary>
/// An answer that arrives token by token. Read it with <c>await foreach</c>, as chunks or as text; ask for the whole at the end; dispose it.
/// Disposing or cancelling ends the request upstream at once. Not thread-safe: one reader at a time; only
/// <see cref="DisposeAsync"/> may be called from anywhere.
/// </summary>
/// <typeparam name="TChunk">A piece of the answer.</typeparam>
/// <typeparam name="TResponse">The whole answer.</typeparam>
/// <remarks>
/// Leaving a loop early does not end the stream: a second loop, or <see cref="GetFinalResponseAsync"/>, goes on where the first one
/// stopped. Reading throws <see cref="TogetherStreamInterruptedException"/> when the stream breaks (with the text so far),
/// <see cref="TogetherTimeoutException"/> when it falls silent, and <see cref="OperationCanceledException"/> when the caller cancels.
/// </remarks>
public abstract class GenerationStream<TChunk, TResponse> : IAsyncEnumerable<TChunk>, IAsyncDisposable
    where TChunk : WireModel
    where TResponse : TogetherResponse
{
    private readonly EventStream _events;
    private TResponse? _response;
    private Exception? _failure;

    private protected GenerationStream(EventStream events) => _events = events;

    /// <summary>From the call to the first chunk that held generated text, reasoning or a tool call; null until it has arrived.</summary>
    public TimeSpan? TimeToFirstToken => _events.TimeToFirstToken;

    /// <summary>The id under which the service knows the request; null where it sent none.</summary>
    public string? RequestId => _events.RequestId;

    /// <summary>What stood around the stream: status, headers, the account's rate. Never null.</summary>
    public ResponseInfo Http => _events.Http;

    /// <summary>The text of the first choice, as far as it has been read. Never null.</summary>
    public abstract string Text { get; }

    /// <summary>The whole answer; null until it has been read to its end.</summary>
    internal TResponse? Response => _response;

    /// <summary>Whether a finish reason has arrived for every choice.</summary>
    private protected abstract bool IsFinished { get; }

    /// <summary>Reads the chunks that are left.</summary>
    /// <param name="cancellationToken">Ends the stream, like the token it was opened with.</param>
    /// <returns>The chunks, in the order they arrive.</returns>
    public IAsyncEnumerator<TChunk> GetAsyncEnumerator(CancellationToken cancellationToken = default) => new Enumerator(this, cancellationToken);

    /// <summary>Reads the text that is left, of the first choice; empty pieces are skipped, and reasoning and tool calls are not part of it.</summary>
    /// <param name="cancellationToken">Ends the stream, like the token it was opened with.</param>
    /// <returns>The pieces of text, in the order they arrive.</returns>
    public async IAsyncEnumerable<string> ReadTextAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (TChunk chunk in this.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (TextOf(chunk) is { Length: > 0 } text)
                yield return text;
        }
    }

    /// <summary>Reads what is left and puts the whole answer together from the chunks: all of them, also those read before.</summary>
    /// <param name="cancellationToken">Ends the stream, like the token it was opened with.</param>
    /// <returns>The whole answer, as if it had not been streamed.</returns>
    public async Task<TResponse> GetFinalResponseAsync(CancellationToken cancellationToken = default)
    {
        using (_events.CancelWith(cancellationToken))
        {
            while (_response is null)
                await ReadNextAsync().ConfigureAwait(false);
        }

        return _response;
    }

    /// <summary>Ends the request, if it is still running, and releases the connection. May be called more than once.</summary>
    /// <returns>A completed task.</returns>
    public ValueTask DisposeAsync()
    {
        return _events.DisposeAsync();
    }

    /// <summary>Reads a frame.</summary>
    private protected abstract TChunk Parse(ReadOnlySpan<byte> frame);

    /// <summary>Whether a frame tells of an error in place of a chunk.</summary>
    private protected virtual bool IsError(TChunk chunk) =>
        chunk.ExtensionData is { } unknown && unknown.TryGetValue("error", out JsonElement error) && error.ValueKind != JsonValueKind.Null;

    /// <summary>Adds a chunk to the whole; true when it held something generated.</summary>
    private protected abstract bool Add(TChunk chunk);

    /// <summary>The text of a chunk's first choice; null for none.</summary>
    private protected abstract string? TextOf(TChunk chunk);

    /// <summary>The whole, from what was added.</summary>
    private protected abstract TResponse Build();

    /// <summary>The next chunk; null at the end. Nearly always at hand already, so the way there makes no state machine.</summary>
    internal ValueTask<TChunk?> ReadNextAsync()
    {
        if (_response is not null)
            return default;
        if (_failure is not null)
            ExceptionDispatchInfo.Throw(_failure);
        try
        {
            ValueTask<bool> read = _events.ReadAsync();
            return read.IsCompletedSuccessfully ? new ValueTask<TChunk?>(Advance(read.Result)) : AdvanceAsync(read);
        }
        catch (Exception exception) when (exception is not (StreamMisuseException or ObjectDisposedException))
        {
            _failure = _events.Fail(exception, Text);
            if (ReferenceEquals(_failure, exception))
                throw;
            throw _failure;
        }
    }

    private async ValueTask<TChunk?> AdvanceAsync(ValueTask<bool> read)
    {
        try
        {
            return Advance(await read.ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is not (StreamMisuseException or ObjectDisposedException))
        {
            _failure = _events.Fail(exception, Text);
            if (ReferenceEquals(_failure, exception))
                throw;
            throw _failure;
        }
    }

    private TChunk? Advance(bool more)
    {
        if (more && !_events.Frame.SequenceEqual("[DONE]"u8))
            return Take(_events.Frame);
        if (!more && !IsFinished)
        {
            throw new TogetherStreamInterruptedException("The service ended the stream before the answer was complete: no finish reason, no [DONE].")
            {
                PartialText = Text,
            };
        }

        TResponse response = Build();
        response.Attach(_events.Http);
        _response = response;
        _events.Complete(response);
        return null;
    }

    private TChunk Take(ReadOnlySpan<byte> frame)
    {
        TChunk chunk = Parse(frame);
        if (IsError(chunk))
            throw FromFrame(frame);
        if (Add(chunk))
            _events.MarkOutput();
        return chunk;
    }

    private TogetherStreamInterruptedException FromFrame(ReadOnlySpan<byte> frame)
    {
        ErrorBody error = _events.ParseError(frame);
        return new TogetherStreamInterruptedException("The service reported an error in the middle of the stream: " + error.Message)
        {
            PartialText = Text,
            Code = error.Code,
            ErrorType = error.Type,
            Parameter = error.Parameter,
        };
    }

    private sealed class Enumerator(GenerationStream<TChunk, TResponse> stream, CancellationToken cancellationToken) : IAsyncEnumerator<TChunk>
    {
        private readonly CancellationTokenRegistration _cancel = stream._events.CancelWith(cancellationToken);

        public TChunk Current { get; private set; } = null!;

        public ValueTask<bool> MoveNextAsync()
        {
            ValueTask<TChunk?> next = stream.ReadNextAsync();
            return next.IsCompletedSuccessfully ? new ValueTask<bool>(Set(next.Result)) : SetAsync(next);
        }

        public ValueTask DisposeAsync() => _cancel.DisposeAsync();

        private async ValueTask<bool> SetAsync(ValueTask<TChunk?> next) => Set(await next.ConfigureAwait(false));

        private bool Set(TChunk? chunk)
        {
            Current = chunk!;
            return chunk is not null;
        }
    }
}
