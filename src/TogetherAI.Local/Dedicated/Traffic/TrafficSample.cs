namespace TogetherAI.Local.Dedicated;

/// <summary>One request that has ended.</summary>
internal sealed record TrafficSample(DateTimeOffset ArrivedAt, DateTimeOffset EndedAt)
{
    /// <summary>What proxies write where the client closed the connection.</summary>
    public const int Abandoned = 499;

    /// <summary>The deployment that had it; null where none could be found.</summary>
    public string? DeploymentId { get; init; }

    /// <summary>When its first token was there; null before.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    public int PromptTokens { get; init; }

    public int OutputTokens { get; init; }

    public int Status { get; init; }

    public bool Succeeded => Status == 200;
}
