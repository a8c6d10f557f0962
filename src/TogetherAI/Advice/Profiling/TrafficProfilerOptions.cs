namespace TogetherAI;

/// <summary>How much a <see cref="TrafficProfiler"/> keeps. Not thread-safe; the profiler reads it once.</summary>
public sealed class TrafficProfilerOptions
{
    /// <summary>
    /// How many requests are kept one by one, for the replay that finds the number of replicas. Of more than that, the busiest that followed
    /// each other are kept, and the advice says so.
    /// </summary>
    /// <value>Default: 32,768, which take 1.6 MB. At least 16, at most 4,194,304.</value>
    public int ReplayedRequests
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 16);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 4_194_304);
            field = value;
        }
    } = 32_768;
}
