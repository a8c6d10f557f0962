using TogetherAI.Engine.Constraints;

namespace TogetherAI.Engine.Generation;

/// <summary>What to complete, and how. Immutable; it must not be changed through the lists it was given.</summary>
public sealed record GenerationRequest
{
    /// <summary>The prompt's token ids: at least one, each within the vocabulary, at most the model's context.</summary>
    public required IReadOnlyList<int> Prompt { get; init; }

    /// <summary>Most tokens to generate.</summary>
    /// <value>Default null: until the context is full. At least 0; 0 only reads the prompt.</value>
    public int? MaxTokens { get; init; }

    /// <summary>How tokens are drawn.</summary>
    /// <value>Default greedy.</value>
    public SamplingOptions Sampling { get; init; } = new();

    /// <summary>Texts that end the completion when they appear in it, across tokens or within one. They are not shown.</summary>
    /// <value>Default none. None may be empty.</value>
    public IReadOnlyList<string> StopStrings { get; init; } = [];

    /// <summary>How many of the likeliest tokens to report at each step.</summary>
    /// <value>Default null: none. From 0 to 20.</value>
    public int? TopLogProbs { get; init; }

    /// <summary>Whether to report the log-probabilities of the prompt's own tokens, in <see cref="GenerationStep.PromptLogProbs"/>.</summary>
    /// <value>Default false.</value>
    public bool PromptLogProbs { get; init; }

    /// <summary>Whether to go on past the model's end tokens.</summary>
    /// <value>Default false.</value>
    public bool IgnoreEndOfSequence { get; init; }

    /// <summary>Whether special tokens (roles, end marks) are left out of the text.</summary>
    /// <value>Default true.</value>
    public bool SkipSpecialTokens { get; init; } = true;

    /// <summary>What the completion must look like, such as <see cref="JsonConstraint.AnyObject"/> or a <see cref="JsonSchemaConstraint"/>.</summary>
    /// <value>
    /// Default null: anything. It is held up to the end unless <see cref="MaxTokens"/>, the context or a stop string comes first. It goes
    /// over <see cref="SamplingOptions.LogitBias"/>, and not with <see cref="IgnoreEndOfSequence"/>.
    /// </value>
    public OutputConstraint? Constraint { get; init; }

    /// <summary>
    /// Whose request it is, such as a user or a tenant. Callers have equal shares of the engine: the next place goes to one that has none, and
    /// then to the one that has had least; one that has none takes the place of a sequence of one that has several; prompts are read in equal
    /// pieces.
    /// </summary>
    /// <value>Default null: that of all requests that name none.</value>
    public string? Caller { get; init; }

    /// <summary>Throws where a bound is broken.</summary>
    internal void Validate(ModelSpec spec)
    {
        if (Prompt is not { Count: > 0 })
            throw new ArgumentException("The prompt has no tokens; a model needs at least one to go on from.", nameof(Prompt));
        if (MaxTokens < 0)
            throw new ArgumentOutOfRangeException(nameof(MaxTokens), MaxTokens, "MaxTokens must be at least 0.");
        if (TopLogProbs is < 0 or > 20)
            throw new ArgumentOutOfRangeException(nameof(TopLogProbs), TopLogProbs, "TopLogProbs must be from 0 to 20.");
        if (StopStrings.Any(string.IsNullOrEmpty))
            throw new ArgumentException("A stop string is empty; it would end every completion before it began.", nameof(StopStrings));
        if (Constraint is not null && IgnoreEndOfSequence)
            throw new ArgumentException("A constrained completion ends where its constraint says; it cannot ignore the end.", nameof(IgnoreEndOfSequence));
        if (Prompt.Count > spec.ContextLength)
            throw new ContextLengthException(Prompt.Count, spec.ContextLength);
        for (int i = 0; i < Prompt.Count; i++)
        {
            if ((uint)Prompt[i] >= (uint)spec.VocabularySize)
                throw new ArgumentOutOfRangeException(
                    nameof(Prompt), Prompt[i], $"Token {i} of the prompt is {Prompt[i]}; the vocabulary has the ids 0 to {spec.VocabularySize - 1}.");
        }

        Sampling.Validate(spec.VocabularySize);
    }
}
