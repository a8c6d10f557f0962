namespace TogetherAI;

/// <summary>The finer counts of a prompt. Immutable.</summary>
public sealed record PromptTokensDetails : WireModel
{
    /// <summary>Tokens that were in the cache and cost less.</summary>
    public int? CachedTokens { get; init; }
}
