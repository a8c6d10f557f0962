namespace TogetherAI;

/// <summary>An upload that has begun. Immutable.</summary>
public sealed record ModelUpload : TogetherResponse
{
    /// <summary>The job and the model; null only where the service broke its promise.</summary>
    public ModelUploadData? Data { get; init; }

    /// <summary>What the service says to it.</summary>
    public string Message { get => field ?? ""; init; }
}
