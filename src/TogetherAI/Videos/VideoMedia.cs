namespace TogetherAI;

/// <summary>What a video is made from besides its prompt; what is accepted depends on the model. Immutable.</summary>
public sealed record VideoMedia : WireModel
{
    /// <summary>Images at certain times.</summary>
    public IReadOnlyList<VideoFrameImage>? FrameImages { get; init; }

    /// <summary>Videos to begin with.</summary>
    public IReadOnlyList<VideoReference>? FrameVideos { get; init; }

    /// <summary>Addresses of images whose look the video should take on.</summary>
    public IReadOnlyList<string>? ReferenceImages { get; init; }

    /// <summary>Videos whose look the video should take on.</summary>
    public IReadOnlyList<VideoReference>? ReferenceVideos { get; init; }

    /// <summary>The video to edit.</summary>
    public VideoReference? SourceVideo { get; init; }

    /// <summary>Sound.</summary>
    public IReadOnlyList<AudioReference>? AudioInputs { get; init; }
}
