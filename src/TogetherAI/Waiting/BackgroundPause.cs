namespace TogetherAI;

/// <summary>
/// The pause of something that looks after things in the background. Not <c>Task.Delay</c>: a virtual clock that jumps to whatever somebody
/// waits for must not jump to this, for it would never come to rest.
/// </summary>
internal static class BackgroundPause
{
    public static async Task WaitAsync(TimeSpan pause, TimeProvider time, CancellationToken cancellationToken)
    {
        TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using ITimer timer = time.CreateTimer(static over => ((TaskCompletionSource)over!).TrySetResult(), over, pause, Timeout.InfiniteTimeSpan);
        using CancellationTokenRegistration cancel = cancellationToken.UnsafeRegister(
            static (over, token) => ((TaskCompletionSource)over!).TrySetCanceled(token), over);
        await over.Task.ConfigureAwait(false);
    }
}
