namespace TogetherAI;

/// <summary>
/// The number of requests at a time at which a lane's first tokens begin to be late, found from how much later than usual they are: a lane whose
/// slots are full queues, and that shows in the ratio (Netflix' Gradient2, on the ratio to what such a prompt usually takes, since answers of
/// different length are not comparable). It does not grow while it is not used. Lock-free reads; thread-safe.
/// </summary>
internal sealed class ConcurrencyLimit
{
    private const double Tolerance = 1.5;
    private const double Smoothing = 0.2;
    private const double Headroom = 4;

    private readonly Lock _gate = new();
    private double _limit = 64;
    private double _recent = 1;
    private int _rounded = 64;

    /// <summary>The limit, 4 to 100,000.</summary>
    public int Limit => Volatile.Read(ref _rounded);

    /// <summary>A first token came.</summary>
    /// <param name="ratio">Its time, as a multiple of the usual.</param>
    /// <param name="inFlight">The requests at a time.</param>
    public void Sample(double ratio, int inFlight)
    {
        lock (_gate)
        {
            _recent += Smoothing * (Math.Min(ratio, 100) - _recent);
            double gradient = Math.Clamp(Tolerance / Math.Max(_recent, 0.01), 0.5, 1);
            if (gradient >= 1 && inFlight < _limit / 2)
                return;
            double target = (_limit * gradient) + Headroom;
            Set(_limit + (Smoothing * (target - _limit)));
        }
    }

    /// <summary>A request was turned away.</summary>
    public void Dropped()
    {
        lock (_gate)
            Set(_limit * 0.9);
    }

    private void Set(double limit)
    {
        _limit = Math.Clamp(limit, 4, 100_000);
        Volatile.Write(ref _rounded, (int)_limit);
    }
}
