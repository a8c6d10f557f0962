namespace TogetherAI;

/// <summary>The time between a lane's tokens once it has begun to answer, averaged so that old answers fade. Lock-free; thread-safe.</summary>
internal sealed class TokenPace
{
    private const double Weight = 0.1;

    private long _bits = BitConverter.DoubleToInt64Bits(double.NaN);

    /// <summary>The time for one token; null before an answer has ended.</summary>
    public TimeSpan? PerToken
    {
        get
        {
            double seconds = BitConverter.Int64BitsToDouble(Volatile.Read(ref _bits));
            return double.IsNaN(seconds) ? null : TimeSpan.FromSeconds(seconds);
        }
    }

    /// <summary>An answer has ended.</summary>
    /// <param name="sinceFirstToken">From its first token to its last.</param>
    /// <param name="tokens">How many came after the first; at least 1.</param>
    public void Record(TimeSpan sinceFirstToken, int tokens)
    {
        double seconds = sinceFirstToken.TotalSeconds / tokens;
        while (true)
        {
            long old = Volatile.Read(ref _bits);
            double average = BitConverter.Int64BitsToDouble(old);
            double changed = double.IsNaN(average) ? seconds : average + (Weight * (seconds - average));
            if (Interlocked.CompareExchange(ref _bits, BitConverter.DoubleToInt64Bits(changed), old) == old)
                return;
        }
    }
}
