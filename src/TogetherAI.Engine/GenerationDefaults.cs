namespace TogetherAI.Engine;

/// <summary>What a model's authors recommend, from <c>generation_config.json</c>. Immutable and thread-safe.</summary>
public sealed record GenerationDefaults
{
    /// <summary>
    /// The tokens that end a completion: from <c>generation_config.json</c>, else from <c>config.json</c>, else the end token of
    /// <c>tokenizer_config.json</c>. Empty where none of them names one.
    /// </summary>
    public IReadOnlyList<int> EndOfSequenceTokens { get; init; } = [];

    /// <summary>Most tokens to generate; null where nothing is recommended.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>Temperature: 0 where sampling is switched off, null where nothing is recommended.</summary>
    public float? Temperature { get; init; }

    /// <summary>Number of likeliest tokens to draw from; null where nothing is recommended.</summary>
    public int? TopK { get; init; }

    /// <summary>Sum of probabilities to draw from; null where nothing is recommended.</summary>
    public float? TopP { get; init; }

    /// <summary>Least share of the likeliest token's probability; null where nothing is recommended.</summary>
    public float? MinP { get; init; }

    /// <summary>Repetition penalty; null where nothing is recommended.</summary>
    public float? RepetitionPenalty { get; init; }
}
