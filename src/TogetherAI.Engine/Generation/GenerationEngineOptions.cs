namespace TogetherAI.Engine.Generation;

/// <summary>How an engine uses the machine. None of it changes what is generated. Immutable and thread-safe.</summary>
public sealed record GenerationEngineOptions
{
    /// <summary>Threads that compute, the engine's own included.</summary>
    /// <value>Default: the processor's threads, at most 8, since more seldom make memory any faster. At least 1, at most 256.</value>
    public int Threads { get; init; } = Math.Min(Environment.ProcessorCount, 8);

    /// <summary>
    /// Tokens of a prompt that are read at once. More is faster for that prompt; other sequences, and a cancellation, wait meanwhile.
    /// </summary>
    /// <value>Default 64 tokens. From 1 to 4096.</value>
    public int PrefillChunk { get; init; } = 64;

    /// <summary>Sequences that are worked on in turn; more wait until one ends. Each holds the keys and values of its tokens.</summary>
    /// <value>Default 16. At least 1.</value>
    public int MaxActiveSequences { get; init; } = 16;

    /// <summary>Steps that a sequence may be ahead of its reader; then it waits for the reader, and the others go on.</summary>
    /// <value>Default 32 steps. At least 1.</value>
    public int StepsAhead { get; init; } = 32;

    internal void Validate()
    {
        Require(Threads is >= 1 and <= 256, nameof(Threads), Threads, "from 1 to 256");
        Require(PrefillChunk is >= 1 and <= 4096, nameof(PrefillChunk), PrefillChunk, "from 1 to 4096");
        Require(MaxActiveSequences >= 1, nameof(MaxActiveSequences), MaxActiveSequences, "at least 1");
        Require(StepsAhead >= 1, nameof(StepsAhead), StepsAhead, "at least 1");
    }

    private static void Require(bool holds, string name, int value, string bounds)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {bounds}.");
    }
}
