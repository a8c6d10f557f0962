namespace TogetherAI;

/// <summary>How fast a run goes: the requests that this life of it has settled, in the time since it began.</summary>
/// <param name="started">When it began to ask.</param>
/// <param name="open">How many requests were open then.</param>
internal sealed class BatchPace(long started, long open)
{
    private readonly Dictionary<int, long> _inShards = [];
    private long _settled;

    public void Settle(int shard, long requests)
    {
        _inShards[shard] = _inShards.GetValueOrDefault(shard) + requests;
        _settled += requests;
    }

    /// <summary>A shard is finished: all of its requests are settled, whichever of them were told of before.</summary>
    public void Finish(int shard, long count)
    {
        _inShards.Remove(shard, out long told);
        _settled += count - told;
    }

    /// <returns>How long the rest takes at this pace; null before anything is settled.</returns>
    public TimeSpan? TimeLeft(TimeProvider time) =>
        _settled == 0 ? open == 0 ? TimeSpan.Zero : null : time.GetElapsedTime(started) / _settled * Math.Max(0, open - _settled);
}
