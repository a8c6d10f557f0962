namespace TogetherAI;

/// <summary>What the service tells of a model. Immutable. Servers that follow OpenAI send little more than the id.</summary>
public sealed record ModelInfo : WireModel
{
    /// <summary>Its name, as a request wants it.</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>Always <c>model</c>.</summary>
    public string Object { get => field ?? ""; init; }

    /// <summary>When it was added, in seconds since 1970 (UTC).</summary>
    public long Created { get; init; }

    /// <summary>What it is for; null where the server did not say.</summary>
    public ModelType? Type { get; init; }

    /// <summary>Its name for people.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Who made it.</summary>
    public string? Organization { get; init; }

    /// <summary>Where more is said about it.</summary>
    public string? Link { get; init; }

    /// <summary>Under which licence it is.</summary>
    public string? License { get; init; }

    /// <summary>How much it can look at, prompt and answer together; null where it does not apply or was not said.</summary>
    /// <value>In tokens.</value>
    public int? ContextLength { get; init; }

    /// <summary>What it costs; null where the server did not say.</summary>
    public ModelPricing? Pricing { get; init; }
}
