namespace TogetherAI;

/// <summary>
/// A stream that has reached its first content token, with the chunks that came until then: those up to the first one that holds something
/// generated, or all of an answer that holds nothing.
/// </summary>
internal sealed class FirstTokenStream(ChatStream stream) : IAsyncDisposable
{
    private ShortList<ChatChunk> _chunks;
    private int _taken;

    public ChatStream Stream => stream;

    public void Add(ChatChunk chunk) => _chunks.Add(chunk);

    /// <summary>The next chunk; null at the end.</summary>
    public ValueTask<ChatChunk?> ReadNextAsync() => _taken < _chunks.Count ? new ValueTask<ChatChunk?>(_chunks[_taken++]) : stream.ReadNextAsync();

    public ValueTask DisposeAsync() => stream.DisposeAsync();
}
