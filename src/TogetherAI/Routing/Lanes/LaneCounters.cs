namespace TogetherAI;

/// <summary>What a lane has done since the router was made. Thread-safe.</summary>
internal sealed class LaneCounters
{
    private long _requests;
    private long _failures;
    private long _throttled;
    private long _hedges;
    private long _hedgesWon;
    private long _spills;
    private long _costNanoUsd;

    public long Requests => Volatile.Read(ref _requests);

    public long Failures => Volatile.Read(ref _failures);

    public long Throttled => Volatile.Read(ref _throttled);

    public long Hedges => Volatile.Read(ref _hedges);

    public long HedgesWon => Volatile.Read(ref _hedgesWon);

    public long Spills => Volatile.Read(ref _spills);

    public decimal CostUsd => Volatile.Read(ref _costNanoUsd) / 1e9m;

    public void Requested() => Interlocked.Increment(ref _requests);

    public void Failed() => Interlocked.Increment(ref _failures);

    public void TurnedAway() => Interlocked.Increment(ref _throttled);

    public void Hedged() => Interlocked.Increment(ref _hedges);

    public void WonHedge() => Interlocked.Increment(ref _hedgesWon);

    public void Spilled() => Interlocked.Increment(ref _spills);

    /// <summary>In billionths of a dollar: a cheap answer costs a millionth.</summary>
    public void Spent(decimal usd) => Interlocked.Add(ref _costNanoUsd, (long)(usd * 1e9m));
}
