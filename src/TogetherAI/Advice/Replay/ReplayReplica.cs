namespace TogetherAI;

/// <summary>A replica within a replay. Not thread-safe.</summary>
internal sealed class ReplayReplica
{
    private readonly PriorityQueue<long, long> _ends = new();

    public int Running => _ends.Count;

    /// <summary>When its reader is done with all prompts so far.</summary>
    public long ReaderFree { get; private set; }

    /// <summary>When its next slot becomes free.</summary>
    public long NextEnd => _ends.Peek();

    /// <summary>Time passes: answers end.</summary>
    public void Pass(long now)
    {
        while (_ends.TryPeek(out long end, out _) && end <= now)
            _ends.Dequeue();
    }

    public void FreeNext() => _ends.Dequeue();

    public void Begin(long firstToken, long end)
    {
        ReaderFree = firstToken;
        _ends.Enqueue(end, end);
    }
}
