namespace TogetherAI.Local.Batches;

/// <summary>Where a batch stands.</summary>
/// <param name="Status">The service's word for it.</param>
/// <param name="Progress">Per cent of its requests.</param>
internal sealed record BatchState(string Status, double Progress)
{
    public const string Validating = "VALIDATING";
    public const string InProgress = "IN_PROGRESS";
    public const string Completed = "COMPLETED";
    public const string Failed = "FAILED";
    public const string Expired = "EXPIRED";
    public const string Cancelled = "CANCELLED";

    public DateTimeOffset? EndedAt { get; init; }

    public string? Error { get; init; }

    public string? OutputFileId { get; init; }

    public string? ErrorFileId { get; init; }

    public bool IsFinal => EndedAt is not null;
}
