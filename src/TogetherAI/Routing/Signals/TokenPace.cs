namespace TogetherAI;

/// <summary>
/// How fast a lane generates: a mean in which old answers fade. Lock-free; allocates nothing.
/// </summary>
internal sealed class TokenPace
{
    private const double Weight = 0.1;

    private double _seconds;

    /// <summary>The time between tokens; null before an answer has ended.</summary>
    public TimeSpan? PerToken => Volatile.Read(ref _seconds) is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>An answer has ended.</summary>
    /// <param name="sinceFirstToken">From its first token to its last.</param>
    /// <param name="tokens">All its tokens; answers of fewer than two say nothing.</param>
    public void Record(TimeSpan sinceFirstToken, int tokens)
    {
        if (tokens < 2 || sinceFirstToken <= TimeSpan.Zero)
            return;
        double sample = sinceFirstToken.TotalSeconds / (tokens - 1);
        for (double old = Volatile.Read(ref _seconds); ;)
        {
            double next = old == 0 ? sample : old + (Weight * (sample - old));
            double before = Interlocked.CompareExchange(ref _seconds, next, old);
            if (before == old)
                return;
            old = before;
        }
    }
}
