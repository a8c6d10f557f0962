namespace TogetherAI;

/// <summary>
/// Notices when the clock was set, or the machine slept: the time of day and the timestamps, which nobody sets, then differ in how far they
/// went. Not thread-safe.
/// </summary>
internal sealed class ClockWatch(TimeProvider time)
{
    private static readonly TimeSpan s_tolerated = TimeSpan.FromSeconds(30);

    private (DateTimeOffset Utc, long Timestamp) _last = Read(time);

    /// <summary>Whether they differ since the last look.</summary>
    public bool HasJumped()
    {
        (DateTimeOffset Utc, long Timestamp) now = Read(time);
        TimeSpan difference = now.Utc - _last.Utc - time.GetElapsedTime(_last.Timestamp, now.Timestamp);
        _last = now;
        return difference.Duration() > s_tolerated;
    }

    /// <summary>Both of one moment: where the machine was held up between the two, they are read again.</summary>
    private static (DateTimeOffset Utc, long Timestamp) Read(TimeProvider time)
    {
        while (true)
        {
            long before = time.GetTimestamp();
            DateTimeOffset utc = time.GetUtcNow();
            if (time.GetElapsedTime(before) < TimeSpan.FromSeconds(1))
                return (utc, before);
        }
    }
}
