namespace TogetherAI;

/// <summary>Something the service wants known about an answer that is none the less an answer. Immutable.</summary>
public sealed record InferenceWarning : WireModel
{
    /// <summary>What it is.</summary>
    public string Message { get => field ?? ""; init; }
}
