namespace TogetherAI;

/// <summary>
/// How much longer than the wait that is foreseen now a request should be prepared to wait. While requests must be moved away, more comes than
/// the lane serves: a queue that is kept standing then serves nobody sooner and makes all of them wait (the insight of CoDel, Nichols and
/// Jacobson 2012). So the larger the share that was moved lately, the shorter the queue that is tolerated; a burst that passes moves few and
/// changes little. The constants come from the simulations in docs/routing-report. Lock-free; thread-safe.
/// </summary>
internal sealed class OverloadTrend(TimeProvider time)
{
    /// <summary>A moved twentieth doubles the wait to be prepared for.</summary>
    private const double MoreForShare = 50;

    private const double MostMore = 6;
    private const double MemorySeconds = 15;

    /// <summary>As many decisions that moved nothing are assumed: of a few, a share says little.</summary>
    private const double Assumed = 10;

    private double _moved;
    private double _all;
    private long _at = time.GetTimestamp();

    /// <summary>What the wait is to be multiplied by; at least 1, at most 4.</summary>
    public double Factor
    {
        get
        {
            double left = Left(time.GetTimestamp());
            return 1 + Math.Min(MostMore, MoreForShare * Volatile.Read(ref _moved) * left / ((Volatile.Read(ref _all) * left) + Assumed));
        }
    }

    /// <summary>A request stayed on the lane, or was moved because it would have been late.</summary>
    public void Decided(bool moved)
    {
        long now = time.GetTimestamp();
        double left = Left(now);
        Volatile.Write(ref _at, now);
        Volatile.Write(ref _all, (Volatile.Read(ref _all) * left) + 1); // a lost update is a lost sample
        Volatile.Write(ref _moved, (Volatile.Read(ref _moved) * left) + (moved ? 1 : 0));
    }

    private double Left(long now) => Math.Exp(-time.GetElapsedTime(Volatile.Read(ref _at), now).TotalSeconds / MemorySeconds);
}
