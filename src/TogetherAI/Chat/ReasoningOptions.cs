namespace TogetherAI;

/// <summary>Whether a model that can do both reasons before it answers. Immutable.</summary>
public sealed record ReasoningOptions : WireModel
{
    /// <summary>Whether it reasons; null for the model's default.</summary>
    public bool? Enabled { get; init; }
}
