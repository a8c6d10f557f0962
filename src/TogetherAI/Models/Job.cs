namespace TogetherAI;

/// <summary>Work that the service does in the background, such as fetching a model. Immutable.</summary>
public sealed record Job : TogetherResponse
{
    /// <summary>The kind of work, such as <c>model_upload</c>.</summary>
    public string Type { get => field ?? ""; init; }

    /// <summary>Its id.</summary>
    public string JobId { get => field ?? ""; init; }

    /// <summary>How far it has come.</summary>
    public JobStatus Status { get; init; }

    /// <summary>What has happened so far. Never null.</summary>
    public IReadOnlyList<JobStatusUpdate> StatusUpdates { get => field ?? []; init; }

    /// <summary>What was asked for; null where the service did not say.</summary>
    public JobArguments? Args { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }
}
