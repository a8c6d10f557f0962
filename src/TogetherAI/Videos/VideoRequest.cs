namespace TogetherAI;

/// <summary>
/// A video to be made. Immutable: <c>with</c> makes a changed copy. A property that is null is not sent, and the model's own default applies;
/// which properties a model knows, its page says. The service checks bounds.
/// </summary>
public sealed record VideoRequest
{
    /// <summary>The model.</summary>
    public required string Model { get; init; }

    /// <summary>What the video shows.</summary>
    /// <value>1 to 32000 characters.</value>
    public string? Prompt { get; init; }

    /// <summary>The height.</summary>
    /// <value>In pixels.</value>
    public int? Height { get; init; }

    /// <summary>The width.</summary>
    /// <value>In pixels.</value>
    public int? Width { get; init; }

    /// <summary>The resolution by name, such as <c>720p</c>.</summary>
    public string? Resolution { get; init; }

    /// <summary>The aspect ratio, such as <c>16:9</c>.</summary>
    public string? Ratio { get; init; }

    /// <summary>How long it is; a text on the wire.</summary>
    /// <value>In seconds, such as <c>"5"</c>.</value>
    public string? Seconds { get; init; }

    /// <summary>Frames in a second.</summary>
    /// <value>24 by default.</value>
    public int? Fps { get; init; }

    /// <summary>How many steps the model takes: more look better, cost more and take longer.</summary>
    /// <value>10 to 50.</value>
    public int? Steps { get; init; }

    /// <summary>Makes the video repeatable.</summary>
    public long? Seed { get; init; }

    /// <summary>How closely it follows the prompt; above 12 it may look unnatural.</summary>
    /// <value>6 to 10 for most models.</value>
    public int? GuidanceScale { get; init; }

    /// <summary>The kind of file.</summary>
    /// <value><see cref="VideoOutputFormat.Mp4"/> by default.</value>
    public VideoOutputFormat? OutputFormat { get; init; }

    /// <summary>How strongly it is compressed.</summary>
    /// <value>20 by default.</value>
    public int? OutputQuality { get; init; }

    /// <summary>What the video should not show.</summary>
    public string? NegativePrompt { get; init; }

    /// <summary>Whether it has sound.</summary>
    public bool? GenerateAudio { get; init; }

    /// <summary>Images, videos and sound to work from.</summary>
    public VideoMedia? Media { get; init; }

    /// <summary>Images at certain times.</summary>
    [Obsolete("The service wants it in Media: use VideoMedia.FrameImages.")]
    public IReadOnlyList<VideoFrameImage>? FrameImages { get; init; }

    /// <summary>Addresses of images whose look the video should take on.</summary>
    [Obsolete("The service wants it in Media: use VideoMedia.ReferenceImages.")]
    public IReadOnlyList<string>? ReferenceImages { get; init; }
}
