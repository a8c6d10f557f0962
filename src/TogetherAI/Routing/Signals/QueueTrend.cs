namespace TogetherAI;

/// <summary>
/// How much longer than the average wait a request should be prepared to wait. Behind one name stand several replicas, each with a queue of its
/// own, and a request meets one of them: some wait far longer than the average. A queue that has lasted for seconds is no coincidence of
/// arrivals but too much load, and will grow: then the margin grows too. The constants come from the simulations in docs/routing-report.
/// Lock-free; thread-safe.
/// </summary>
internal sealed class QueueTrend(TimeProvider time)
{
    private const double Least = 1.3;
    private const double MostMore = 3;
    private const double MoreForEachSquareSecond = 40;
    private const double MemorySeconds = 10;

    private double _average; // of the wait, in seconds
    private long _at = time.GetTimestamp();

    /// <summary>What the average wait is to be multiplied by.</summary>
    /// <param name="wait">The wait as it is now; negative for none.</param>
    public double Margin(TimeSpan wait)
    {
        long now = time.GetTimestamp();
        double average = Volatile.Read(ref _average);
        double share = 1 - Math.Exp(-time.GetElapsedTime(Volatile.Read(ref _at), now).TotalSeconds / MemorySeconds);
        average += share * (Math.Max(0, wait.TotalSeconds) - average);
        Volatile.Write(ref _at, now);
        Volatile.Write(ref _average, average); // a lost update is a lost sample
        return Least + Math.Min(MostMore, MoreForEachSquareSecond * average * average);
    }
}
