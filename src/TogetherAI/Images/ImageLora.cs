namespace TogetherAI;

/// <summary>An adapter (LoRA) that changes an image model's style. Immutable.</summary>
public sealed record ImageLora : WireModel
{
    /// <summary>The adapter's address.</summary>
    public string Path { get => field ?? ""; init; }

    /// <summary>How strongly it acts.</summary>
    /// <value>Usually 1.</value>
    public double Scale { get; init; }
}
