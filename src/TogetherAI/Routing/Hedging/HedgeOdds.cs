namespace TogetherAI;

/// <summary>
/// The probability with which a hedge is fired when more of them are wanted than the budget bears (SingleR, Kaler, He and Elnikety 2017: each at the
/// right time, but not all of them, is better than all of them later). What was wanted lately is compared with what can be paid over as long.
/// Thread-safe.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="purse">What pays.</param>
internal sealed class HedgeOdds(TimeProvider time, DollarBucket purse)
{
    private static readonly TimeSpan s_memory = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private long _at = time.GetTimestamp();
    private double _wanted; // USD, fading

    /// <summary>A request wants a hedge of this price, for the first time.</summary>
    /// <returns>The probability with which it should have one.</returns>
    public double Want(decimal usd)
    {
        double payable = (double)purse.AvailableWithin(s_memory);
        lock (_gate)
        {
            long now = time.GetTimestamp();
            _wanted = (_wanted * Math.Exp(-(time.GetElapsedTime(_at, now) / s_memory))) + (double)usd;
            _at = now;
            return payable >= _wanted ? 1 : Math.Max(0, payable / _wanted);
        }
    }
}
