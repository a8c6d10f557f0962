namespace TogetherAI;

/// <summary>An image at a certain time of a video. Immutable.</summary>
public sealed record VideoFrameImage : WireModel
{
    /// <summary>The image's address.</summary>
    public string InputImage { get => field ?? ""; init; }

    /// <summary>
    /// Where it belongs. Null leaves it to the service: a single image comes first, two come first and last, more are spread evenly.
    /// </summary>
    public VideoFrame? Frame { get; init; }
}
