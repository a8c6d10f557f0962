namespace TogetherAI;

/// <summary>
/// Many requests that the service answers when it finds the time, within a day as a rule, and what has become of them. Immutable.
/// </summary>
public sealed record BatchJob : TogetherResponse
{
    /// <summary>Its id.</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>Whose it is.</summary>
    public string? UserId { get; init; }

    /// <summary>The file with its requests.</summary>
    public string? InputFileId { get; init; }

    /// <summary>How long that file is, in bytes.</summary>
    public long? FileSizeBytes { get; init; }

    /// <summary>How far it has come; null where the service did not say.</summary>
    public BatchStatus? Status { get; init; }

    /// <summary>When it expires, if it has not ended.</summary>
    public DateTimeOffset? JobDeadline { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it ended; null before.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>What its requests are for.</summary>
    public BatchEndpoint? Endpoint { get; init; }

    /// <summary>How far it has come.</summary>
    /// <value>In percent, 0 to 100.</value>
    public double? Progress { get; init; }

    /// <summary>The model that answers.</summary>
    public string? ModelId { get; init; }

    /// <summary>The file with the answers, in no certain order; null where there is none (yet): also when every request failed.</summary>
    public string? OutputFileId { get; init; }

    /// <summary>The file with the requests that failed; null where there is none (yet). A completed batch may have one.</summary>
    public string? ErrorFileId { get; init; }

    /// <summary>Why the batch as a whole failed; null where it did not.</summary>
    public string? Error { get; init; }
}
