namespace TogetherAI.Engine;

/// <summary>How to load a <see cref="LanguageModel"/>. Immutable and thread-safe.</summary>
public sealed record LanguageModelOptions
{
    /// <summary>
    /// Most tokens that a sequence may hold. Models whose rotary frequencies differ between short and long contexts (Phi) take the ones for
    /// short contexts when this is no more than their original context.
    /// </summary>
    /// <value>Default null: as far as the model goes. At least 1; more than the model's own limit changes nothing.</value>
    public int? ContextLength { get; init; }

    internal void Validate()
    {
        if (ContextLength < 1)
            throw new ArgumentOutOfRangeException(nameof(ContextLength), ContextLength, "ContextLength must be at least 1.");
    }
}
