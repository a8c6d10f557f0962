namespace TogetherAI;

/// <summary>Where an image, a video or a recording is. Immutable.</summary>
public sealed record MediaUrl : WireModel
{
    /// <summary>An http or data address.</summary>
    public string Url { get => field ?? ""; init; }
}
