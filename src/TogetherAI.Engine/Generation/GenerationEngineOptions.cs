namespace TogetherAI.Engine.Generation;

/// <summary>
/// How an engine uses the machine. Of all of it only <see cref="KeyValueFormat"/> changes what is generated, and
/// <see cref="MaxKeyValueBytes"/> how long a text can be at most. Immutable and thread-safe.
/// </summary>
public sealed record GenerationEngineOptions
{
    /// <summary>Threads that compute, the engine's own included.</summary>
    /// <value>Default: the processor's threads, at most 8, since more seldom make memory any faster. At least 1, at most 256.</value>
    public int Threads { get; init; } = Math.Min(Environment.ProcessorCount, 8);

    /// <summary>
    /// Tokens that pass through the model at once: one of each sequence that generates, and pieces of prompts in what is left. More reads
    /// prompts faster; the other sequences, and a cancellation, wait meanwhile.
    /// </summary>
    /// <value>Default 128 tokens. From 1 to 4096.</value>
    public int MaxBatchTokens { get; init; } = 128;

    /// <summary>
    /// Sequences that are worked on together; more wait until one ends. Callers have equal shares of them: see
    /// <see cref="GenerationRequest.Caller"/>.
    /// </summary>
    /// <value>Default 16. At least 1.</value>
    public int MaxActiveSequences { get; init; } = 16;

    /// <summary>Steps that a sequence may be ahead of its reader; then it waits for the reader, and the others go on.</summary>
    /// <value>Default 32 steps. At least 1.</value>
    public int StepsAhead { get; init; } = 32;

    /// <summary>
    /// Most bytes of keys and values. Where the active sequences need more, later ones give way to earlier ones and are computed anew when
    /// there is room; a request that would not fit alone is refused with <see cref="KeyValueMemoryException"/>.
    /// </summary>
    /// <value>Default null: a quarter of the memory that the process may use. At least 1; there is always room for 32 tokens.</value>
    public long? MaxKeyValueBytes { get; init; }

    /// <summary>
    /// Most of those bytes that stay taken by sequences that have ended, so that a later prompt which begins alike need not be computed from
    /// its start.
    /// </summary>
    /// <value>
    /// Default null: a sixteenth of the memory that the process may use. 0 keeps nothing to be found; sequences that run together share all
    /// the same. The memory of 2,048 tokens stays allocated in any case, for the next sequences.
    /// </value>
    public long? PrefixCacheBytes { get; init; }

    /// <summary>How keys and values are stored.</summary>
    /// <value>Default <see cref="KeyValueFormat.Float32"/>.</value>
    public KeyValueFormat KeyValueFormat { get; init; }

    /// <summary>How tokens are guessed ahead.</summary>
    /// <value>Default: from the text itself.</value>
    public SpeculationOptions Speculation { get; init; } = new();

    internal void Validate()
    {
        Require(Threads is >= 1 and <= 256, nameof(Threads), Threads, "from 1 to 256");
        Require(MaxBatchTokens is >= 1 and <= 4096, nameof(MaxBatchTokens), MaxBatchTokens, "from 1 to 4096");
        Require(MaxActiveSequences >= 1, nameof(MaxActiveSequences), MaxActiveSequences, "at least 1");
        Require(StepsAhead >= 1, nameof(StepsAhead), StepsAhead, "at least 1");
        Require(MaxKeyValueBytes is null or >= 1, nameof(MaxKeyValueBytes), MaxKeyValueBytes, "at least 1");
        Require(PrefixCacheBytes is null or >= 0, nameof(PrefixCacheBytes), PrefixCacheBytes, "at least 0");
        Require(Enum.IsDefined(KeyValueFormat), nameof(KeyValueFormat), KeyValueFormat, "a known format");
        ArgumentNullException.ThrowIfNull(Speculation);
        Require(Speculation.MaxTokens is >= 0 and <= 64, "Speculation.MaxTokens", Speculation.MaxTokens, "from 0 to 64");
    }

    private static void Require(bool holds, string name, object? value, string bounds)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {bounds}.");
    }
}
