namespace TogetherAI;

/// <summary>A batch that was created, and what the service wants known about it. Immutable.</summary>
public sealed record BatchCreation : TogetherResponse
{
    /// <summary>The batch.</summary>
    public BatchJob Job { get => field ?? new BatchJob(); init; }

    /// <summary>What the service warns of, such as a model without a discount; null for nothing.</summary>
    public string? Warning { get; init; }
}
