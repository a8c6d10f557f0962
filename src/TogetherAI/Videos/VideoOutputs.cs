namespace TogetherAI;

/// <summary>A video that is there. Immutable.</summary>
public sealed record VideoOutputs : WireModel
{
    /// <summary>What was charged. The service does not document the unit.</summary>
    public decimal Cost { get; init; }

    /// <summary>Where the video is; <see cref="VideosClient.SaveAsync"/> fetches it.</summary>
    public string VideoUrl { get => field ?? ""; init; }
}
