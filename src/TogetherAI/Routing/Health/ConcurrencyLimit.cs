namespace TogetherAI;

/// <summary>
/// Estimates how many requests at a time a lane bears before first tokens come late, as Gradient2 of Netflix's concurrency-limits does: the
/// limit shrinks with the ratio of usual to measured latency (with a tolerance of 1.5), and grows by a small queue when there is none. The
/// measure is the time to first token over what such a prompt usually takes: whole answers would measure their length. Lock-free;
/// allocates nothing.
/// </summary>
internal sealed class ConcurrencyLimit
{
    private const double Tolerance = 1.5;
    private const double Queue = 4;
    private const double Smoothing = 0.2;
    private const double DropFactor = 0.9;

    private readonly int _floor;
    private readonly int _ceiling;
    private double _limit;

    /// <summary>Starts at a guess.</summary>
    /// <param name="floor">It never falls below this.</param>
    /// <param name="start">What it is before anything is known.</param>
    /// <param name="ceiling">It never rises above this.</param>
    public ConcurrencyLimit(int floor = 16, int start = 64, int ceiling = 4096)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(floor, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(start, floor);
        ArgumentOutOfRangeException.ThrowIfLessThan(ceiling, start);
        _floor = floor;
        _ceiling = ceiling;
        _limit = start;
    }

    /// <summary>The limit.</summary>
    public int Limit => (int)Volatile.Read(ref _limit);

    /// <summary>A first token came.</summary>
    /// <param name="residual">Its time over what is usual; 1 is as usual.</param>
    /// <param name="inFlight">How many requests were under way. When less than half the limit, the sample says nothing of more.</param>
    public void Sample(double residual, int inFlight)
    {
        if (!(residual > 0) || inFlight < Volatile.Read(ref _limit) / 2)
            return;
        double gradient = Math.Clamp(Tolerance / residual, 0.5, 1);
        for (double old = Volatile.Read(ref _limit); ;)
        {
            double next = Bounded((old * (1 - Smoothing)) + (((old * gradient) + Queue) * Smoothing));
            double before = Interlocked.CompareExchange(ref _limit, next, old);
            if (before == old)
                return;
            old = before;
        }
    }

    /// <summary>A request was turned away (429, 503).</summary>
    public void Dropped()
    {
        for (double old = Volatile.Read(ref _limit); ;)
        {
            double before = Interlocked.CompareExchange(ref _limit, Bounded(old * DropFactor), old);
            if (before == old)
                return;
            old = before;
        }
    }

    private double Bounded(double limit) => Math.Clamp(limit, _floor, _ceiling);
}
