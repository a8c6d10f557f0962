namespace TogetherAI;

/// <summary>
/// Bounds the attempts beyond one for each request: in any 60 seconds, wherever they begin, at most 5 % of the arrivals in them, or 3. Retries
/// and hedges that follow slowness instead of arrivals are what keeps an overload going after its cause has gone (Bronson et al. 2021). An arrival
/// costs one addition; what is rare takes a lock. Thread-safe.
/// </summary>
/// <remarks>
/// The i-th extra attempt before now lies in a window with all later ones. No arrival after it may be counted on, so i extras are allowed only if
/// i is at most 3, or at least 20·i requests have arrived since that attempt.
/// </remarks>
internal sealed class AttemptBudget(TimeProvider time)
{
    private const int Free = 3;
    private const int ArrivalsForEach = 20;

    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private readonly Queue<(long At, long Arrivals)> _extras = new();
    private long _arrivals;
    private long _taken;

    /// <summary>Requests so far.</summary>
    public long Arrivals => Volatile.Read(ref _arrivals);

    /// <summary>Extra attempts so far.</summary>
    public long Extras => Volatile.Read(ref _taken);

    /// <summary>A request has come.</summary>
    public void Arrived() => Interlocked.Increment(ref _arrivals);

    /// <summary>Takes an extra attempt, if the budget bears it.</summary>
    public bool TryTake()
    {
        lock (_gate)
        {
            long now = time.GetTimestamp();
            long arrivals = Arrivals;
            while (_extras.TryPeek(out (long At, long Arrivals) oldest) && time.GetElapsedTime(oldest.At, now) > s_window)
                _extras.Dequeue();
            int rank = _extras.Count + 1; // of the oldest, counting back from this one, which is the first
            foreach ((_, long before) in _extras)
            {
                if (rank > Free && arrivals - before < (long)ArrivalsForEach * rank)
                    return false;
                rank--;
            }

            _extras.Enqueue((now, arrivals));
            _taken++;
            return true;
        }
    }
}
