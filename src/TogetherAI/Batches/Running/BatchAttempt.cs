namespace TogetherAI;

/// <summary>How far one job of a shard has come, as the journal tells.</summary>
internal sealed record BatchAttempt
{
    public required string Name { get; init; }

    public required long Count { get; init; }

    public string? FileId { get; init; }

    public string? JobId { get; init; }

    public bool IsCollected { get; init; }

    /// <summary>Whether somebody cancelled it, so that it says nothing about its requests.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>The tokens it takes at most; once it is collected, those it took.</summary>
    public TokenCount Tokens { get; init; }
}
