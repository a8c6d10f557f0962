namespace TogetherAI;

/// <summary>
/// How fast a lane generates, and how long a silence is a fault. Both are single numbers that follow the stream of samples: a weighted
/// mean, and a 99th percentile in the way of frugal streaming (Ma, Muthukrishnan and Sandler 2013), which steps up a lot for each sample
/// above it and down a little for each below. Lock-free; allocates nothing.
/// </summary>
internal sealed class TokenPace
{
    private const double Weight = 0.1;
    private const double Step = 0.1;
    private const double Share = 0.99;

    private double _seconds;
    private double _highSeconds;

    /// <summary>The time between tokens; null before an answer has ended.</summary>
    public TimeSpan? PerToken => Volatile.Read(ref _seconds) is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>
    /// The silence after which a stream is taken for dead: 20 times the slow pace, at least 10 s. Null before an answer has ended.
    /// </summary>
    public TimeSpan? IdleLimit =>
        Volatile.Read(ref _highSeconds) is > 0 and var high ? TimeSpan.FromSeconds(Math.Max(10, 20 * high)) : null;

    /// <summary>An answer has ended.</summary>
    /// <param name="sinceFirstToken">From its first token to its last.</param>
    /// <param name="tokens">All its tokens; answers of fewer than two say nothing.</param>
    public void Record(TimeSpan sinceFirstToken, int tokens)
    {
        if (tokens < 2 || sinceFirstToken <= TimeSpan.Zero)
            return;
        double sample = sinceFirstToken.TotalSeconds / (tokens - 1);
        Update(ref _seconds, sample, static (old, sample) => old + (Weight * (sample - old)));
        Update(ref _highSeconds, sample, static (old, sample) => old * (1 + (Step * (sample > old ? Share : Share - 1))));
    }

    private static void Update(ref double value, double sample, Func<double, double, double> next)
    {
        for (double old = Volatile.Read(ref value); ;)
        {
            double before = Interlocked.CompareExchange(ref value, old == 0 ? sample : next(old, sample), old);
            if (before == old)
                return;
            old = before;
        }
    }
}
