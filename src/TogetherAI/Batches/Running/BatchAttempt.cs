namespace TogetherAI;

/// <summary>How far one job of a shard has come, as the journal tells.</summary>
internal sealed record BatchAttempt
{
    public required string Name { get; init; }

    public required long Count { get; init; }

    public string? FileId { get; init; }

    public string? JobId { get; init; }

    public bool IsCollected { get; init; }
}
