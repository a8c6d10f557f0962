namespace TogetherAI;

/// <summary>What the model wants called; in a stream, a piece of it. Immutable.</summary>
public sealed record FunctionCall : WireModel
{
    /// <summary>The function's name.</summary>
    public string? Name { get; init; }

    /// <summary>Its arguments as the model wrote them: usually JSON, but nobody promises that.</summary>
    public string? Arguments { get; init; }
}
