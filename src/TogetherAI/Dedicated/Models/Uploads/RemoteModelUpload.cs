namespace TogetherAI;

/// <summary>An import of a model's files from elsewhere. Immutable.</summary>
public sealed record RemoteModelUpload : TogetherResponse
{
    /// <summary>The import's id (<c>job_…</c>).</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>The project it belongs to.</summary>
    public string ProjectId { get => field ?? ""; init; }

    /// <summary>The model that gets the files.</summary>
    public string ModelId { get => field ?? ""; init; }

    /// <summary>Where the files come from.</summary>
    public string RemoteUrl { get => field ?? ""; init; }

    /// <summary>How far it is.</summary>
    public RemoteUploadStatus Status { get; init; }

    /// <summary>The same in a sentence, for people.</summary>
    public string? StatusMessage { get; init; }

    /// <summary>How often it was started again.</summary>
    public int? RestartCount { get; init; }

    /// <summary>How often it may be, before it fails for good.</summary>
    public int? MaxRestarts { get; init; }

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Says which import it is, without where from: a presigned address is a secret.</summary>
    /// <returns>A line for a log.</returns>
    public override string ToString() => $"RemoteModelUpload {{ Id = {Id}, ModelId = {ModelId}, Status = {Status} }}";
}
