namespace TogetherAI.Local;

/// <summary>A wait of a request that is being served again from the moment on at which the wait ends, by its time or by cancellation.</summary>
internal sealed class ServingWait(VirtualTimeProvider clock)
{
    private readonly TaskCompletionSource _over = new();
    private int _ended;

    public Task Over => _over.Task;

    public void End()
    {
        if (IsFirst())
            _over.SetResult();
    }

    /// <summary>The request's code goes on elsewhere, as after <c>Task.Delay</c>: whoever cancels need not sit through it.</summary>
    public void Cancel(CancellationToken cancellationToken)
    {
        if (IsFirst())
            ThreadPool.UnsafeQueueUserWorkItem(static ended => ended.Over.SetCanceled(ended.By), (Over: _over, By: cancellationToken), preferLocal: false);
    }

    // Serving begins before anybody can know that the wait is over.
    private bool IsFirst()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
            return false;
        clock.BeginServing();
        return true;
    }
}
