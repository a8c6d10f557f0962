namespace TogetherAI;

/// <summary>A stream that has reached its first content token, with the chunks that came until then.</summary>
/// <param name="stream">The stream, whose next chunk is the one after <paramref name="chunks"/>.</param>
/// <param name="reader">Its reader.</param>
/// <param name="chunks">The chunks up to the first one that holds something generated, or all of an answer that holds nothing.</param>
internal sealed class FirstTokenStream(ChatStream stream, IAsyncEnumerator<ChatChunk> reader, Queue<ChatChunk> chunks) : IAsyncDisposable
{
    public ChatStream Stream => stream;

    public IAsyncEnumerator<ChatChunk> Reader => reader;

    public Queue<ChatChunk> Chunks => chunks;

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    /// <summary>Reads a stream up to its first content token. Headers, and chunks with only a role, decide nothing: servers send them before they begin to compute.</summary>
    public static async Task<FirstTokenStream> ReachAsync(ChatStream stream)
    {
        IAsyncEnumerator<ChatChunk> reader = stream.GetAsyncEnumerator(CancellationToken.None);
        Queue<ChatChunk> chunks = new(2);
        try
        {
            while (stream.TimeToFirstToken is null && await reader.MoveNextAsync().ConfigureAwait(false))
                chunks.Enqueue(reader.Current);
            return new FirstTokenStream(stream, reader, chunks);
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
