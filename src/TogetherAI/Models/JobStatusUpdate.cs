namespace TogetherAI;

/// <summary>A step of a job. Immutable.</summary>
public sealed record JobStatusUpdate : WireModel
{
    /// <summary>How far the job had come.</summary>
    public JobStatus Status { get; init; }

    /// <summary>What happened, for people.</summary>
    public string Message { get => field ?? ""; init; }

    /// <summary>When.</summary>
    public DateTimeOffset Timestamp { get; init; }
}
