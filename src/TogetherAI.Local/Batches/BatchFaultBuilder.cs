using TogetherAI.Local.Batches;

namespace TogetherAI.Local;

/// <summary>One fault of batches in the making; each member puts it in force. Used by the one who writes the script.</summary>
public sealed class BatchFaultBuilder
{
    private readonly BatchDesk _desk;
    private readonly int _jobs;

    internal BatchFaultBuilder(BatchDesk desk, int jobs) => (_desk, _jobs) = (desk, jobs);

    /// <summary>The batch is <c>FAILED</c> after its validation, without any file.</summary>
    /// <param name="error">What the service says of it.</param>
    public void Fail(string error)
    {
        ArgumentException.ThrowIfNullOrEmpty(error);
        Add(new BatchFault(BatchFaultKind.Fail) { Error = error });
    }

    /// <summary>The batch stands still at a share of its requests until it is <c>EXPIRED</c> after 24 hours, with the answers it has by then.</summary>
    /// <param name="answered">The share of requests that are answered, 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="answered"/> is no share.</exception>
    public void Expire(double answered)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(answered);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(answered, 1);
        Add(new BatchFault(BatchFaultKind.Expire) { Answered = answered });
    }

    /// <summary>The batch is <c>COMPLETED</c> and names no file at all.</summary>
    public void LoseOutput() => Add(new BatchFault(BatchFaultKind.LoseOutput));

    /// <summary>Every request fails: the batch is <c>COMPLETED</c> with a file of errors and no other.</summary>
    /// <param name="message">What the errors say.</param>
    /// <param name="code">Their code.</param>
    public void FailRequests(string message, string code = "internal_error")
    {
        ArgumentException.ThrowIfNullOrEmpty(message);
        Add(new BatchFault(BatchFaultKind.FailRequests) { Error = message, Code = code });
    }

    /// <summary>The first answer stands in the file twice.</summary>
    public void RepeatAnswer() => Add(new BatchFault(BatchFaultKind.RepeatAnswer));

    /// <summary>The file has an answer whose <c>custom_id</c> nobody asked with.</summary>
    public void StrayAnswer() => Add(new BatchFault(BatchFaultKind.StrayAnswer));

    /// <summary>The first answer's line ends in its middle.</summary>
    public void GarbleAnswer() => Add(new BatchFault(BatchFaultKind.GarbleAnswer));

    /// <summary>The first answer is missing from both files.</summary>
    public void LoseAnswer() => Add(new BatchFault(BatchFaultKind.LoseAnswer));

    private void Add(BatchFault fault) => _desk.Add(fault, _jobs);
}
