namespace TogetherAI.Engine.Generation;

/// <summary>What an engine is doing, and what it has done since it started. Immutable and thread-safe.</summary>
public sealed record EngineLoad
{
    /// <summary>Sequences that are worked on.</summary>
    public int ActiveSequences { get; init; }

    /// <summary>Sequences that wait for their turn, those that had to give way included.</summary>
    public int WaitingSequences { get; init; }

    /// <summary>Bytes of the keys and values in memory: of the sequences, and of ended ones that a later prompt may begin with.</summary>
    public long KeyValueBytes { get; init; }

    /// <summary>Tokens that passed through the model: of prompts, generated, and guessed.</summary>
    public long TokensComputed { get; init; }

    /// <summary>Tokens that did not have to, because another sequence had begun with them, or the same one before it gave way.</summary>
    public long TokensReused { get; init; }

    /// <summary>Tokens generated.</summary>
    public long TokensGenerated { get; init; }

    /// <summary>Tokens guessed ahead: see <see cref="SpeculationOptions"/>.</summary>
    public long TokensGuessed { get; init; }

    /// <summary>Of those, the ones that were drawn as guessed.</summary>
    public long GuessesRight { get; init; }

    /// <summary>How often a sequence gave its place or its memory to another, to go on later.</summary>
    public long Preemptions { get; init; }
}
