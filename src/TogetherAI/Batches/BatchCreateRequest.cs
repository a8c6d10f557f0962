namespace TogetherAI;

/// <summary>A batch to create. Immutable: <c>with</c> makes a changed copy. A property that is null is not sent.</summary>
public sealed record BatchCreateRequest
{
    /// <summary>What its requests are for.</summary>
    /// <value>Default: <see cref="BatchEndpoint.ChatCompletions"/>.</value>
    public BatchEndpoint Endpoint { get; init; } = BatchEndpoint.ChatCompletions;

    /// <summary>
    /// The file with its requests, uploaded for <see cref="FilePurpose.BatchApi"/>; <see cref="BatchFileWriter"/> writes one. The service
    /// takes up to 50,000 requests and 100 MB.
    /// </summary>
    public required string InputFileId { get; init; }

    /// <summary>
    /// In what time it is to be done, such as <c>24h</c>. The service takes it and does not act on it: it is always 24 hours, if it can.
    /// </summary>
    public string? CompletionWindow { get; init; }

    /// <summary>Its rank among one's own batches.</summary>
    public int? Priority { get; init; }

    /// <summary>The model that answers, in place of the one that each request names.</summary>
    public string? ModelId { get; init; }
}
