namespace TogetherAI;

/// <summary>What a response cost, in tokens. Immutable.</summary>
public sealed record ResponseUsage : WireModel
{
    /// <summary>Tokens of the input, cached ones included.</summary>
    public int InputTokens { get; init; }

    /// <summary>The finer counts of the input.</summary>
    public PromptTokensDetails? InputTokensDetails { get; init; }

    /// <summary>Tokens generated, reasoning included.</summary>
    public int OutputTokens { get; init; }

    /// <summary>The finer counts of the output.</summary>
    public CompletionTokensDetails? OutputTokensDetails { get; init; }

    /// <summary>Both together, as the service counts them.</summary>
    public int TotalTokens { get; init; }
}
