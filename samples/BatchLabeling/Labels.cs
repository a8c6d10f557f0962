using TogetherAI;

namespace BatchLabeling;

/// <summary>Says how far the run is, whenever a job has ended.</summary>
public sealed class Labels(TextWriter output) : IProgress<BatchRunProgress>
{
    /// <summary>How far it is now.</summary>
    public BatchRunProgress Now { get; private set; } = new();

    /// <inheritdoc/>
    public void Report(BatchRunProgress value)
    {
        if (value.JobsEnded > Now.JobsEnded)
            output.WriteLine(FormattableString.Invariant($"{value.JobsEnded} of {value.Jobs} jobs have ended, {value.Submitted} requests are still under way"));
        Now = value;
    }
}
