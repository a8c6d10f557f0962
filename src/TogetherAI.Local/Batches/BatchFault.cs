namespace TogetherAI.Local.Batches;

internal enum BatchFaultKind
{
    Fail,
    Expire,
    LoseOutput,
    FailRequests,
    RepeatAnswer,
    StrayAnswer,
    GarbleAnswer,
    LoseAnswer,
}

/// <summary>What goes wrong with one batch.</summary>
internal sealed record BatchFault(BatchFaultKind Kind)
{
    public string Error { get; init; } = "";

    public string? Code { get; init; }

    /// <summary>The share of requests that are answered before a batch stands still.</summary>
    public double Answered { get; init; } = 1;
}
