namespace TogetherAI;

/// <summary>How a model thinks. Immutable.</summary>
public sealed record ResponseReasoningOptions : WireModel
{
    /// <summary>How long; null for the model's default.</summary>
    public ReasoningEffort? Effort { get; init; }
}
