namespace TogetherAI.Simulator;

/// <summary>A client's own stream, read to its first token.</summary>
internal sealed class StreamedAnswer : IAnswer
{
    private readonly ChatStream _stream;
    private readonly IAsyncEnumerator<ChatChunk> _chunks;
    private readonly Action? _released;
    private bool _disposed;

    private StreamedAnswer(ChatStream stream, IAsyncEnumerator<ChatChunk> chunks, Lane lane, Action? released)
    {
        _stream = stream;
        _chunks = chunks;
        Lane = lane;
        _released = released;
    }

    public Lane Lane { get; }

    /// <summary>Opens a stream and waits for its first token.</summary>
    /// <param name="client">Sends it.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="lane">Of whom.</param>
    /// <param name="released">Called once, when the request no longer occupies the lane.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<StreamedAnswer> OpenAsync(
        TogetherClient client, ChatRequest request, Lane lane, Action? released, CancellationToken cancellationToken)
    {
        ChatStream? stream = null;
        try
        {
            stream = await client.Chat.StreamAsync(request with { Model = LaneModels.Of(lane) }, cancellationToken).ConfigureAwait(false);
            IAsyncEnumerator<ChatChunk> chunks = stream.GetAsyncEnumerator(CancellationToken.None);
            while (await chunks.MoveNextAsync().ConfigureAwait(false))
            {
                if (chunks.Current.Text is { Length: > 0 })
                    return new StreamedAnswer(stream, chunks, lane, released);
            }

            throw new InvalidOperationException("The simulated services always send a token.");
        }
        catch
        {
            if (stream is not null)
                await stream.DisposeAsync().ConfigureAwait(false);
            released?.Invoke();
            throw;
        }
    }

    public async Task ReadToEndAsync()
    {
        while (await _chunks.MoveNextAsync().ConfigureAwait(false))
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        await _chunks.DisposeAsync().ConfigureAwait(false);
        await _stream.DisposeAsync().ConfigureAwait(false);
        _released?.Invoke();
    }
}
