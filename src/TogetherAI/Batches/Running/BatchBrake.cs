namespace TogetherAI;

/// <summary>
/// Ends a run gently: what is at the service is waited for and delivered, nothing new is begun, and then the run ends with the reason. Thread-safe.
/// </summary>
internal sealed class BatchBrake(BatchRunReporter reporter)
{
    private TogetherException? _reason;

    /// <summary>Why the run ends; null where it does not. The first reason stands.</summary>
    public TogetherException? Reason => Volatile.Read(ref _reason);

    public bool IsOn => Reason is not null;

    public void Pull(TogetherException reason)
    {
        if (Interlocked.CompareExchange(ref _reason, reason, null) is null)
            reporter.Stopped(reason.Message);
    }
}
