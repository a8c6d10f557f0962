namespace TogetherAI.Engine.Generation;

/// <summary>
/// How an engine guesses tokens ahead, to have the model confirm several in one pass. It changes when tokens come, never which: each is
/// drawn as it would have been, and a guess only decides whether the logits for it are at hand already. Immutable and thread-safe.
/// </summary>
public sealed record SpeculationOptions
{
    /// <summary>No guesses.</summary>
    public static SpeculationOptions None { get; } = new() { MaxTokens = 0 };

    /// <summary>
    /// Whether to guess that a text goes on as it did where its last tokens stood before, in the prompt or the completion (prompt lookup,
    /// Saxena 2023): much faster where an answer quotes or edits its prompt, and hardly slower where it does not, since guesses that fail
    /// grow rare.
    /// </summary>
    /// <value>Default true.</value>
    public bool PromptLookup { get; init; } = true;

    /// <summary>
    /// A much smaller model with the same vocabulary that guesses where the text itself does not (Leviathan et al. 2023, arXiv:2211.17192).
    /// The engine does not own it, but keeps its weights mapped until it is disposed. Its keys and values count towards
    /// <see cref="GenerationEngineOptions.MaxKeyValueBytes"/>.
    /// </summary>
    /// <value>Default null: none.</value>
    public LanguageModel? DraftModel { get; init; }

    /// <summary>
    /// Most tokens that are guessed at once; those that a constraint leaves no choice about are always among them. The more sequences
    /// generate, the fewer each may guess, down to none: then the processor has enough to do.
    /// </summary>
    /// <value>Default 8. From 0, which makes no guesses, to 64.</value>
    public int MaxTokens { get; init; } = 8;
}
