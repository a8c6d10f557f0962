namespace TogetherAI.Tests.Routing;

/// <summary>A wait on a clock that goes on at once, on the thread that turned the clock or cancelled; <see cref="Task.Delay(TimeSpan)"/> hands over to another.</summary>
internal static class Pause
{
    public static async Task For(TimeSpan wait, TimeProvider time, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TaskCompletionSource over = new();
        await using ITimer timer = time.CreateTimer(_ => over.TrySetResult(), null, wait, Timeout.InfiniteTimeSpan);
        using CancellationTokenRegistration onCancel = cancellationToken.UnsafeRegister(_ => over.TrySetCanceled(cancellationToken), null);
        await over.Task.ConfigureAwait(false);
    }
}
