namespace TogetherAI;

/// <summary>A video that is being made, or was. Immutable.</summary>
public sealed record VideoJob : TogetherResponse
{
    /// <summary>Its id.</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>Always <c>video</c>; null where the service did not say.</summary>
    public string? Object { get; init; }

    /// <summary>The model that makes it.</summary>
    public string Model { get => field ?? ""; init; }

    /// <summary>How far it has come.</summary>
    public VideoStatus Status { get; init; }

    /// <summary>When the job was made.</summary>
    /// <value>In seconds since 1970 (UTC).</value>
    public double CreatedAt { get; init; }

    /// <summary>When it was done; null before that.</summary>
    /// <value>In seconds since 1970 (UTC).</value>
    public double? CompletedAt { get; init; }

    /// <summary>The video's resolution.</summary>
    public string Size { get => field ?? ""; init; }

    /// <summary>How long the video is; a text on the wire.</summary>
    /// <value>In seconds.</value>
    public string Seconds { get => field ?? ""; init; }

    /// <summary>Why there will be no video; null where nothing went wrong.</summary>
    public VideoError? Error { get; init; }

    /// <summary>Where the video is and what it cost; null before it is there.</summary>
    public VideoOutputs? Outputs { get; init; }
}
