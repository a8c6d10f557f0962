using TogetherAI.Engine.Generation;

namespace TogetherAI.Engine.Measuring;

/// <summary>What <see cref="SpeedTest"/> runs. Immutable and thread-safe.</summary>
public sealed record SpeedTestOptions
{
    /// <summary>How the engine uses the machine. Speculation is left out: it would measure the text, not the machine.</summary>
    public GenerationEngineOptions Engine { get; init; } = new();

    /// <summary>Tokens of the prompt whose reading is timed.</summary>
    /// <value>Default 512. At least 2; with <see cref="NewTokens"/> no more than the model's context.</value>
    public int PromptTokens { get; init; } = 512;

    /// <summary>Tokens whose generation is timed.</summary>
    /// <value>Default 48. At least 2.</value>
    public int NewTokens { get; init; } = 48;

    /// <summary>Sequences that are generated together.</summary>
    /// <value>Default 8. At least 1; 1 leaves that part out.</value>
    public int BatchSequences { get; init; } = 8;

    /// <summary>Tokens of the prompt that is being read when a short request comes.</summary>
    /// <value>Default 2000, or what the context holds. 0 leaves that part out.</value>
    public int LoadTokens { get; init; } = 2000;

    /// <summary>How often prefill and decode are run; the report has the medians.</summary>
    /// <value>Default 3. At least 1.</value>
    public int Rounds { get; init; } = 3;

    internal void Validate(ModelSpec spec)
    {
        Engine.Validate();
        Require(PromptTokens >= 2 && PromptTokens <= spec.ContextLength - NewTokens, nameof(PromptTokens), PromptTokens, $"from 2 to {spec.ContextLength - NewTokens} for this model");
        Require(NewTokens >= 2, nameof(NewTokens), NewTokens, "at least 2");
        Require(BatchSequences >= 1, nameof(BatchSequences), BatchSequences, "at least 1");
        Require(LoadTokens >= 0, nameof(LoadTokens), LoadTokens, "at least 0");
        Require(Rounds >= 1, nameof(Rounds), Rounds, "at least 1");

        static void Require(bool holds, string name, int value, string bounds)
        {
            if (!holds)
                throw new ArgumentOutOfRangeException(name, value, $"{name} must be {bounds}.");
        }
    }
}
