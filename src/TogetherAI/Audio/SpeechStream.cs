namespace TogetherAI;

/// <summary>
/// Speech that arrives while it is made: raw samples, in the encoding that was asked for. Read it with <c>await foreach</c>; dispose it.
/// Disposing or cancelling ends the request upstream at once. Not thread-safe: one reader at a time; only <see cref="DisposeAsync"/> may be
/// called from anywhere.
/// </summary>
/// <remarks>
/// A piece may end in the middle of a sample. Leaving a loop early does not end the stream: a second loop goes on where the first one stopped.
/// Reading throws <see cref="TogetherStreamInterruptedException"/> when the stream breaks, also where the service tells why,
/// <see cref="TogetherTimeoutException"/> when it falls silent, and <see cref="OperationCanceledException"/> when the caller cancels.
/// </remarks>
public sealed class SpeechStream : IAsyncEnumerable<ReadOnlyMemory<byte>>, IAsyncDisposable
{
    private readonly EventStream _events;
    private Exception? _failure;
    private bool _ended;

    internal SpeechStream(EventStream events) => _events = events;

    /// <summary>From the call to the first sound; null until it has arrived.</summary>
    public TimeSpan? TimeToFirstAudio => _events.TimeToFirstToken;

    /// <summary>The id under which the service knows the request; null where it sent none.</summary>
    public string? RequestId => _events.RequestId;

    /// <summary>What stood around the answer: status, headers, rate limits.</summary>
    public ResponseInfo Http => _events.Http;

    /// <summary>Reads the pieces that are left.</summary>
    /// <param name="cancellationToken">Ends the stream, like the token it was opened with.</param>
    /// <returns>The pieces, in the order they arrive, none of them empty. Each is the reader's own.</returns>
    public async IAsyncEnumerator<ReadOnlyMemory<byte>> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        using CancellationTokenRegistration cancel = _events.CancelWith(cancellationToken);
        while (await ReadNextAsync().ConfigureAwait(false) is { } piece)
            yield return piece;
    }

    /// <summary>Ends the request, if it is still running, and releases the connection. May be called more than once.</summary>
    /// <returns>A completed task.</returns>
    public ValueTask DisposeAsync() => _events.DisposeAsync();

    private async ValueTask<byte[]?> ReadNextAsync()
    {
        if (_failure is not null)
            throw _failure;
        if (_ended)
            return null;
        try
        {
            while (await _events.ReadAsync().ConfigureAwait(false))
            {
                if (_events.Frame.SequenceEqual("[DONE]"u8))
                {
                    End();
                    return null;
                }

                byte[]? piece = SpeechFrame.Read(_events.Frame, out bool isError);
                if (isError)
                    throw FromFrame();
                if (piece is { Length: > 0 })
                {
                    _events.MarkOutput();
                    return piece;
                }
            }

            // Unlike a text, sound does not tell where it ends.
            throw new TogetherStreamInterruptedException("The service ended the stream of speech without [DONE]: some of it may be missing.");
        }
        catch (Exception exception) when (exception is not InvalidOperationException)
        {
            throw _failure = _events.Fail(exception, partialText: "");
        }
    }

    private void End()
    {
        _ended = true;
        EmptyResponse done = new();
        done.Attach(_events.Http);
        _events.Complete(done);
    }

    private TogetherStreamInterruptedException FromFrame()
    {
        ErrorBody error = _events.ParseError(_events.Frame);
        return new TogetherStreamInterruptedException("The service reported an error in the middle of the speech: " + error.Message)
        {
            Code = error.Code,
            ErrorType = error.Type,
            Parameter = error.Parameter,
        };
    }
}
