namespace TogetherAI;

/// <summary>Counts what happens in a run, and tells whoever asked. Thread-safe; tells one thing at a time.</summary>
internal sealed class BatchRunReporter(IProgress<BatchRunProgress>? progress)
{
    private const int EveryInputs = 1000;

    private readonly Lock _gate = new();
    private BatchRunProgress _now = new();

    public void Read(long inputs)
    {
        if (inputs % EveryInputs == 0)
            Change(now => now with { Inputs = inputs });
    }

    public void Change(Func<BatchRunProgress, BatchRunProgress> change)
    {
        lock (_gate)
        {
            _now = change(_now);
            progress?.Report(_now);
        }
    }
}
