namespace TogetherAI;

/// <summary>
/// Goes on trying for some minutes what the client's own retries have given up: a service that is away for a while is no reason to end what
/// may take a day.
/// </summary>
internal static class Patience
{
    private static readonly TimeSpan[] s_pauses = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(45), TimeSpan.FromSeconds(120)];

    /// <param name="time">The clock.</param>
    /// <param name="work">What to do; gets the number of failures before.</param>
    /// <param name="passes">Whether a failure is one that may be gone the next time.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<TResult> RunAsync<TResult>(
        TimeProvider time, Func<int, Task<TResult>> work, Func<TogetherException, bool> passes, CancellationToken cancellationToken)
    {
        for (int failures = 0; ; failures++)
        {
            try
            {
                return await work(failures).ConfigureAwait(false);
            }
            catch (TogetherException exception) when (failures < s_pauses.Length && passes(exception))
            {
                await Task.Delay(s_pauses[failures], time, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
