namespace TogetherAI.Engine.Embeddings;

/// <summary>How a <see cref="TextEmbedder"/> makes vectors. Immutable and thread-safe.</summary>
public sealed record TextEmbedderOptions
{
    /// <summary>Threads that compute, the caller's own included. They do not change the vectors.</summary>
    /// <value>Default: the processor's threads, at most 8. From 1 to 256.</value>
    public int Threads { get; init; } = Math.Min(Environment.ProcessorCount, 8);

    /// <summary>Layers of the model that a text passes through; 0 takes the token embeddings as they are.</summary>
    /// <value>Default null: all. From 0 to the model's layers. Of small generative models the lower layers often know more of the topic.</value>
    public int? Layers { get; init; }

    /// <summary>
    /// How much common tokens count for less, taking low ids for common: token <c>i</c> has the weight <c>(i + 1) / (i + 1 + damping)</c>.
    /// After the smooth inverse frequency of Arora et al. 2017, "A simple but tough-to-beat baseline for sentence embeddings".
    /// </summary>
    /// <value>Default 0: all tokens count the same. Any finite number of at least 0.</value>
    public float CommonTokenDamping { get; init; }

    internal void Validate(ModelSpec spec)
    {
        if (Threads is < 1 or > 256)
            throw new ArgumentOutOfRangeException(nameof(Threads), Threads, "Threads must be from 1 to 256.");
        if (Layers < 0 || Layers > spec.LayerCount)
            throw new ArgumentOutOfRangeException(nameof(Layers), Layers, $"Layers must be from 0 to {spec.LayerCount}, the model's.");
        if (!(CommonTokenDamping >= 0 && float.IsFinite(CommonTokenDamping)))
            throw new ArgumentOutOfRangeException(nameof(CommonTokenDamping), CommonTokenDamping, "CommonTokenDamping must be a finite number of at least 0.");
    }
}
