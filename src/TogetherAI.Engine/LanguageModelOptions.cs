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

    /// <summary>
    /// Brings larger weights into this format while the model is loaded, into memory of the process. Every weight is read and computed for
    /// that, at every load; <see cref="GgufExport.Convert"/> does it once.
    /// </summary>
    /// <value>Default null: weights are read where the file is mapped, in the format that they have there.</value>
    public WeightFormat? Quantization { get; init; }

    /// <summary>
    /// Most bytes of rearranged weights that are kept in memory of the process. Processors multiply weights fastest in another order than a file
    /// has them in, and read them fastest where they lie in the order in which they are wanted, on large pages. Where they are not kept, single tokens
    /// take the file's order, and prompts and four sequences and more have the weights rearranged each time, which eight sequences spend half their
    /// time with. Matrices are kept as they are first used, until this is full; what is generated does not depend on it.
    /// </summary>
    /// <value>
    /// Default null: what half of the memory that the process may use leaves beside the weights; nothing where the weights are larger than that.
    /// Each model counts alone: where several are loaded, share it out. At least 0, which keeps nothing. Kept weights take up to 1.03 times their size in
    /// the file, narrow matrices of floats 1.13 times; on processors without byte products at 512 bits, those of integers take 1.7 to 2.2 times it. F16 weights are not kept.
    /// </value>
    public long? MaxTileBytes { get; init; }

    internal void Validate()
    {
        if (Quantization is { } format && !Enum.IsDefined(format))
            throw new ArgumentOutOfRangeException(nameof(Quantization), format, "Quantization must be one of the named formats.");
        if (MaxTileBytes < 0)
            throw new ArgumentOutOfRangeException(nameof(MaxTileBytes), MaxTileBytes, "MaxTileBytes must be at least 0.");
        if (ContextLength < 1)
            throw new ArgumentOutOfRangeException(nameof(ContextLength), ContextLength, "ContextLength must be at least 1.");
    }
}
