using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>
/// What a request cost, in tokens. Immutable. The service puts the finer counts in different places for different models;
/// <see cref="CachedTokens"/> and <see cref="ReasoningTokens"/> look in all of them.
/// </summary>
public sealed record TokenUsage : WireModel
{
    /// <summary>Tokens of the prompt, cached ones included.</summary>
    public int PromptTokens { get; init; }

    /// <summary>Tokens generated, reasoning included.</summary>
    public int CompletionTokens { get; init; }

    /// <summary>Both together, as the service counts them.</summary>
    public int TotalTokens { get; init; }

    /// <summary>The finer counts of the prompt, where the model's server tells them.</summary>
    public PromptTokensDetails? PromptTokensDetails { get; init; }

    /// <summary>The finer counts of the answer, where the model's server tells them.</summary>
    public CompletionTokensDetails? CompletionTokensDetails { get; init; }

    /// <summary>Tokens of the prompt that were in the cache and cost less; null where the service did not say.</summary>
    [JsonIgnore, JsonPropertyName("(cached_tokens)")]
    public int? CachedTokens => PromptTokensDetails?.CachedTokens ?? FlatCachedTokens;

    /// <summary>Tokens the model spent on thinking; null where the service did not say.</summary>
    [JsonIgnore, JsonPropertyName("(reasoning_tokens)")]
    public int? ReasoningTokens => CompletionTokensDetails?.ReasoningTokens ?? FlatReasoningTokens;

    // Some models' servers put these counts beside the others instead of into the details.
    [JsonInclude]
    [JsonPropertyName("cached_tokens")]
    internal int? FlatCachedTokens { get; init; }

    [JsonInclude]
    [JsonPropertyName("reasoning_tokens")]
    internal int? FlatReasoningTokens { get; init; }
}
