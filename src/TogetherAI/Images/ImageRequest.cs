namespace TogetherAI;

/// <summary>
/// Images to be made from a text. Immutable: <c>with</c> makes a changed copy. A property that is null is not sent, and the service's or the
/// model's own default applies; the service checks bounds.
/// </summary>
public sealed record ImageRequest
{
    /// <summary>The model.</summary>
    public required string Model { get; init; }

    /// <summary>What the images show; how long it may be depends on the model.</summary>
    public required string Prompt { get; init; }

    /// <summary>How many steps the model takes: more cost more and may look better.</summary>
    /// <value>20 by default.</value>
    public int? Steps { get; init; }

    /// <summary>How many images to make; each is paid for.</summary>
    /// <value>1 by default.</value>
    public int? N { get; init; }

    /// <summary>The width.</summary>
    /// <value>In pixels; 1024 by default.</value>
    public int? Width { get; init; }

    /// <summary>The height.</summary>
    /// <value>In pixels; 1024 by default.</value>
    public int? Height { get; init; }

    /// <summary>Makes the images repeatable.</summary>
    public long? Seed { get; init; }

    /// <summary>What the images should not show.</summary>
    public string? NegativePrompt { get; init; }

    /// <summary>How closely the images follow the prompt: 8 to 10 closely, 1 to 5 freely.</summary>
    /// <value>3.5 by default.</value>
    public double? GuidanceScale { get; init; }

    /// <summary>Whether the answer holds the images or their addresses.</summary>
    public ImageResponseFormat? ResponseFormat { get; init; }

    /// <summary>The kind of file.</summary>
    /// <value><see cref="ImageOutputFormat.Jpeg"/> by default.</value>
    public ImageOutputFormat? OutputFormat { get; init; }

    /// <summary>The address of an image to start from, for models that can.</summary>
    public string? ImageUrl { get; init; }

    /// <summary>Adapters that change the model's style.</summary>
    public IReadOnlyList<ImageLora>? ImageLoras { get; init; }

    /// <summary>Addresses of images whose look the new ones should take on.</summary>
    public IReadOnlyList<string>? ReferenceImages { get; init; }

    /// <summary>Whether images are handed out unchecked.</summary>
    public bool? DisableSafetyChecker { get; init; }
}
