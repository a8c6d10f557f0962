namespace TogetherAI;

/// <summary>Looks at something that takes long until it has ended, in whatever way.</summary>
internal static class Waiter
{
    /// <summary>Looks, reports, and pauses, until the work has ended.</summary>
    /// <param name="look">Reads the work's state.</param>
    /// <param name="hasEnded">Whether a state is one that never changes again: success, failure, cancellation, expiry.</param>
    /// <param name="options">How to wait; null for the defaults.</param>
    /// <param name="interval">The first pause, where the options name none.</param>
    /// <param name="maxInterval">The longest pause, where the options name none.</param>
    /// <param name="progress">Told every state that was seen; null for nobody.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the waiting, not the work.</param>
    /// <returns>The state in which it ended.</returns>
    /// <exception cref="TogetherTimeoutException">The deadline passed.</exception>
    public static async Task<T> WaitAsync<T>(
        Func<CancellationToken, Task<T>> look,
        Func<T, bool> hasEnded,
        WaitOptions? options,
        TimeSpan interval,
        TimeSpan maxInterval,
        IProgress<T>? progress,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        WaitOptions wait = options ?? new WaitOptions();
        TimeSpan pause = wait.Interval ?? interval;
        TimeSpan longest = wait.MaxInterval ?? (maxInterval > pause ? maxInterval : pause);
        Check(wait, pause, longest);

        long started = time.GetTimestamp();
        while (true)
        {
            T state = await look(cancellationToken).ConfigureAwait(false);
            progress?.Report(state);
            if (hasEnded(state))
                return state;

            TimeSpan next = pause;
            if (wait.Deadline != Timeout.InfiniteTimeSpan)
            {
                TimeSpan left = wait.Deadline - time.GetElapsedTime(started);
                if (left <= TimeSpan.Zero)
                    throw new TogetherTimeoutException(TimeoutKind.Wait, wait.Deadline);
                next = next < left ? next : left; // one last look when the time is up
            }

            await Task.Delay(next, time, cancellationToken).ConfigureAwait(false);
            pause = pause * 1.5 < longest ? pause * 1.5 : longest;
        }
    }

    private static void Check(WaitOptions options, TimeSpan interval, TimeSpan maxInterval)
    {
        if (options.Deadline <= TimeSpan.Zero && options.Deadline != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(nameof(options), options.Deadline, "WaitOptions.Deadline must be positive, or Timeout.InfiniteTimeSpan.");
        if (interval <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(options), interval, "WaitOptions.Interval must be positive.");
        if (maxInterval < interval)
            throw new ArgumentOutOfRangeException(nameof(options), maxInterval, "WaitOptions.MaxInterval must be at least the interval.");
    }
}
