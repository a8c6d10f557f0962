namespace TogetherAI.Engine;

/// <summary>
/// The shape of a decoder, as its <c>config.json</c> or GGUF metadata give it. One parameterised decoder runs every architecture that can be
/// written down here. Immutable and thread-safe.
/// </summary>
public sealed record ModelSpec
{
    /// <summary>
    /// The architecture, <c>model_type</c> in <c>config.json</c>: <c>llama</c>, <c>mistral</c>, <c>qwen2</c>, <c>qwen3</c>, <c>gemma2</c>,
    /// <c>gemma3_text</c>, <c>phi3</c> or <c>smollm3</c>.
    /// </summary>
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

    /// <summary>Width of the gated feed-forward layer.</summary>
    public required int FeedForwardSize { get; init; }

    /// <summary>What the feed-forward layer does to its gate. Default <see cref="Activation.Silu"/>.</summary>
    public Activation Activation { get; init; }

    /// <summary>Most tokens a sequence can hold, prompt and completion together.</summary>
    public required int ContextLength { get; init; }

    /// <summary>Added under the root of RMSNorm.</summary>
    public required float NormEpsilon { get; init; }

    /// <summary>Base of the rotary frequencies (Su et al. 2021).</summary>
    public required double RopeTheta { get; init; }

    /// <summary>How the rotary frequencies were stretched for a longer context; null where they were not.</summary>
    public RopeScaling? RopeScaling { get; init; }

    /// <summary>Base of the rotary frequencies in windowed layers, which are never stretched (Gemma 3); null where they have no base of their own.</summary>
    public double? WindowedRopeTheta { get; init; }

    /// <summary>Leading elements of a head that are turned, an even number; null where the whole head is.</summary>
    public int? RotarySize { get; init; }

    /// <summary>For each layer whether it turns nothing and sees no positions (SmolLM3); empty where every layer turns.</summary>
    public IReadOnlyList<bool> UnrotatedLayers { get; init; } = [];

    /// <summary>What token embeddings are multiplied with on their way in (Gemma). Default 1.</summary>
    public double EmbeddingScale { get; init; } = 1;

    /// <summary>What the products of queries and keys are multiplied with; null means one over the root of <see cref="HeadSize"/>.</summary>
    public double? QueryScale { get; init; }

    /// <summary>Bound that attention scores are bent towards, <c>cap · tanh(score / cap)</c> (Gemma 2); null for none.</summary>
    public double? AttentionSoftCap { get; init; }

    /// <summary>Bound that logits are bent towards (Gemma 2); null for none.</summary>
    public double? LogitSoftCap { get; init; }

    /// <summary>Whether attention and feed-forward layer are normalised once more before they are added (Gemma).</summary>
    public bool OutputNorms { get; init; }

    /// <summary>Whether the output layer is the embedding table itself.</summary>
    public bool TiedEmbeddings { get; init; }

    /// <summary>Whether queries and keys are normalised per head before they are turned (Qwen 3, Gemma 3).</summary>
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

    /// <summary>Whether a layer sees only <see cref="SlidingWindow"/>.</summary>
    internal bool IsWindowed(int layer) => WindowOf(layer) is not null;

    /// <summary>The window of one layer in tokens; null where it sees all.</summary>
    internal int? WindowOf(int layer) => WindowedLayers.Count == 0 || WindowedLayers[layer] ? SlidingWindow : null;
}
