namespace TogetherAI.Engine;

/// <summary>
/// The shape of a decoder, as its <c>config.json</c> gives it. One parameterised decoder runs every architecture that can be
/// written down here. Immutable and thread-safe.
/// </summary>
public sealed record ModelSpec
{
    /// <summary>The architecture, <c>model_type</c> in <c>config.json</c>: <c>llama</c>, <c>mistral</c>, <c>qwen2</c> or <c>qwen3</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>Number of tokens the model can read and write; logits are <c>[tokens, VocabularySize]</c>.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>Width of the hidden state.</summary>
    public required int HiddenSize { get; init; }

    /// <summary>Number of decoder layers.</summary>
    public required int LayerCount { get; init; }

    /// <summary>Number of query heads.</summary>
    public required int HeadCount { get; init; }

    /// <summary>Number of key and value heads; a divisor of <see cref="HeadCount"/> (grouped-query attention, Ainslie et al. 2023).</summary>
    public required int KeyValueHeadCount { get; init; }

    /// <summary>Width of one head; even, because rotary embeddings turn pairs.</summary>
    public required int HeadSize { get; init; }

    /// <summary>Width of the SwiGLU layer.</summary>
    public required int FeedForwardSize { get; init; }

    /// <summary>Most tokens a sequence can hold, prompt and completion together.</summary>
    public required int ContextLength { get; init; }

    /// <summary>Added under the root of RMSNorm.</summary>
    public required float NormEpsilon { get; init; }

    /// <summary>Base of the rotary frequencies (Su et al. 2021).</summary>
    public required double RopeTheta { get; init; }

    /// <summary>How the rotary frequencies were stretched for a longer context; null where they were not.</summary>
    public RopeScaling? RopeScaling { get; init; }

    /// <summary>Whether the output layer is the embedding table itself.</summary>
    public bool TiedEmbeddings { get; init; }

    /// <summary>Whether queries and keys are normalised per head before they are turned (Qwen3).</summary>
    public bool QueryKeyNorm { get; init; }

    /// <summary>Whether the query, key and value projections add a bias.</summary>
    public bool QueryKeyValueBias { get; init; }

    /// <summary>Whether the attention's output projection adds a bias.</summary>
    public bool AttentionOutputBias { get; init; }

    /// <summary>Whether the feed-forward projections add a bias.</summary>
    public bool FeedForwardBias { get; init; }

    /// <summary>Tokens that a position of a windowed layer sees, itself included; null where every layer sees all.</summary>
    public int? SlidingWindow { get; init; }

    /// <summary>For each layer whether <see cref="SlidingWindow"/> applies; empty where it applies to all.</summary>
    public IReadOnlyList<bool> WindowedLayers { get; init; } = [];

    /// <summary>The window of one layer in tokens; null where it sees all.</summary>
    internal int? WindowOf(int layer) => WindowedLayers.Count == 0 || WindowedLayers[layer] ? SlidingWindow : null;
}
