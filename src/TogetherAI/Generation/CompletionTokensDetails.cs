namespace TogetherAI;

/// <summary>The finer counts of an answer. Immutable.</summary>
public sealed record CompletionTokensDetails : WireModel
{
    /// <summary>Tokens the model spent on thinking.</summary>
    public int? ReasoningTokens { get; init; }
}
