namespace TogetherAI.Engine.Generation;

/// <summary>
/// How the next token is drawn. The steps apply in this order: logit bias, repetition penalty, presence and frequency penalties,
/// the request's constraint, temperature, top-k, top-p, min-p, draw. Immutable and thread-safe; the default is greedy.
/// </summary>
public sealed record SamplingOptions
{
    /// <summary>Divides the logits: above 1 flattens, below 1 sharpens.</summary>
    /// <value>Default 0, which takes the likeliest token and, of equals, the one with the lowest id. 0 or more.</value>
    public float Temperature { get; init; }

    /// <summary>Keeps only that many of the likeliest tokens.</summary>
    /// <value>Default null: all. At least 1.</value>
    public int? TopK { get; init; }

    /// <summary>Keeps the fewest likeliest tokens whose probabilities reach this sum (nucleus sampling, Holtzman et al. 2019, arXiv:1904.09751).</summary>
    /// <value>Default null: all. Above 0, at most 1.</value>
    public float? TopP { get; init; }

    /// <summary>Keeps the tokens that have at least this share of the likeliest one's probability (Nguyen et al. 2024, arXiv:2407.01082).</summary>
    /// <value>Default null: all. From 0 to 1.</value>
    public float? MinP { get; init; }

    /// <summary>
    /// Divides positive logits, and multiplies negative ones, of every token that stands in the prompt or the completion (CTRL, Keskar
    /// et al. 2019, arXiv:1909.05858).
    /// </summary>
    /// <value>Default 1: none. Above 0.</value>
    public float RepetitionPenalty { get; init; } = 1;

    /// <summary>Subtracted from the logit of every token that stands in the completion.</summary>
    /// <value>Default 0. Any finite number.</value>
    public float PresencePenalty { get; init; }

    /// <summary>Subtracted from a token's logit once for each time it stands in the completion.</summary>
    /// <value>Default 0. Any finite number.</value>
    public float FrequencyPenalty { get; init; }

    /// <summary>Added to the logits of single tokens, by token id.</summary>
    /// <value>Default null: none. Negative infinity forbids a token.</value>
    public IReadOnlyDictionary<int, float>? LogitBias { get; init; }

    /// <summary>
    /// Key of the random numbers. The same seed, prompt and options give the same completion, whatever else runs.
    /// </summary>
    /// <value>Default null: one is drawn, and told in <see cref="GenerationStep.Seed"/>.</value>
    public ulong? Seed { get; init; }

    /// <summary>Throws where a bound is broken.</summary>
    internal void Validate(int vocabularySize)
    {
        Require(Temperature >= 0 && float.IsFinite(Temperature), nameof(Temperature), Temperature, "a finite number of at least 0");
        Require(TopK is null or >= 1, nameof(TopK), TopK, "at least 1");
        Require(TopP is null or (> 0 and <= 1), nameof(TopP), TopP, "above 0 and at most 1");
        Require(MinP is null or (>= 0 and <= 1), nameof(MinP), MinP, "from 0 to 1");
        Require(RepetitionPenalty > 0 && float.IsFinite(RepetitionPenalty), nameof(RepetitionPenalty), RepetitionPenalty, "a finite number above 0");
        Require(float.IsFinite(PresencePenalty), nameof(PresencePenalty), PresencePenalty, "finite");
        Require(float.IsFinite(FrequencyPenalty), nameof(FrequencyPenalty), FrequencyPenalty, "finite");
        if (LogitBias is null)
            return;
        foreach ((int token, float bias) in LogitBias)
        {
            Require((uint)token < (uint)vocabularySize, nameof(LogitBias), token, $"a token id from 0 to {vocabularySize - 1}");
            Require(bias < float.PositiveInfinity, nameof(LogitBias), bias, "a number or negative infinity");
        }
    }

    private static void Require(bool holds, string name, object? value, string bounds)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {bounds}.");
    }
}
