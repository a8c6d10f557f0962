namespace TogetherAI.Engine.Models;

/// <summary>
/// What makes an architecture differ from a Llama, in Hugging Face's implementation (transformers, <c>configuration_*.py</c> and
/// <c>modeling_*.py</c>) and in llama.cpp's. Everything that reads, writes or lays out models asks this table: a family is added by an entry
/// here, a case in <c>eng/reference</c>, and a part of <see cref="ModelSpec"/> where it computes what none did before.
/// </summary>
internal sealed record ModelFamily
{
    // Of several families with one architecture in GGUF, the first is what a file is read as.
    public static readonly IReadOnlyList<ModelFamily> All =
    [
        new() { Name = "llama", Class = "LlamaForCausalLM", PairedInGguf = true, SharesHeads = false, Biases = ["attention_bias", "mlp_bias"] },
        new() { Name = "mistral", Gguf = "llama", Class = "MistralForCausalLM", PairedInGguf = true, Window = 4096 },
        new() { Name = "qwen2", Class = "Qwen2ForCausalLM", Window = 4096, WindowIsOptional = true, QueryKeyValueBias = true },
        new() { Name = "qwen3", Class = "Qwen3ForCausalLM", Window = 4096, WindowIsOptional = true, QueryKeyNorm = true, HeadSize = 128, Biases = ["attention_bias"] },
        new()
        {
            Name = "gemma2", Class = "Gemma2ForCausalLM", IsGemma = true, HeadSize = 256, Window = 4096, GgufWindow = 4096, WindowPeriod = 2, LargestLayers = 46,
            AttentionSoftCap = 50, LogitSoftCap = 30, Reads = ["attn_logit_softcapping", "final_logit_softcapping", "query_pre_attn_scalar"],
        },
        new()
        {
            Name = "gemma3_text", Gguf = "gemma3", Class = "Gemma3ForCausalLM", IsGemma = true, HeadSize = 256, Window = 4096, WindowPeriod = 6, LargestLayers = 62,
            QueryKeyNorm = true, RopeTheta = 1_000_000, WindowedRopeTheta = 10_000, Reads = ["query_pre_attn_scalar", "rope_local_base_freq", "sliding_window_pattern"],
        },
        new() { Name = "phi3", Class = "Phi3ForCausalLM", Fused = true, SharesHeads = false, PartialRotary = true, HasWindow = true, Reads = ["partial_rotary_factor"] },
        new()
        {
            Name = "smollm3", Class = "SmolLM3ForCausalLM", PairedInGguf = true, RopeTheta = 2_000_000, Tied = true, WindowIsOptional = true, HasWindow = true,
            UnrotatedPeriod = 4, Biases = ["attention_bias", "mlp_bias"], Reads = ["no_rope_layers", "no_rope_layer_interval"],
        },
    ];

    /// <summary>Its <c>model_type</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its <c>general.architecture</c> in GGUF.</summary>
    public string Gguf { get => field ?? Name; init; }

    /// <summary>The class of its language models, in <c>architectures</c>.</summary>
    public required string Class { get; init; }

    /// <summary>Fields of <c>config.json</c> that others must not set.</summary>
    public string[] Reads { get; init; } = [];

    /// <summary>Which of the biases it knows.</summary>
    public string[] Biases { get; init; } = [];

    /// <summary>Whether the number of key and value heads must be said, and is not that of the query heads.</summary>
    public bool SharesHeads { get; init; } = true;

    /// <summary>Width of a head where it is not said; null for the hidden state's shared out.</summary>
    public int? HeadSize { get; init; }

    public double RopeTheta { get; init; } = 10_000;

    public double? WindowedRopeTheta { get; init; }

    public bool PartialRotary { get; init; }

    /// <summary>A layer in so many turns nothing; 0 where all turn.</summary>
    public int UnrotatedPeriod { get; init; }

    /// <summary>Tokens of the sliding window where none are said.</summary>
    public int? Window { get; init; }

    /// <summary>Tokens of the sliding window where a GGUF file says none; null for no window.</summary>
    public int? GgufWindow { get; init; }

    /// <summary>Whether there may be a sliding window.</summary>
    public bool HasWindow { get => field || Window is not null; init; }

    /// <summary>Whether the window is off until <c>use_sliding_window</c> says otherwise.</summary>
    public bool WindowIsOptional { get; init; }

    /// <summary>A layer in so many sees everything; 0 where all slide.</summary>
    public int WindowPeriod { get; init; }

    public bool Tied { get => field || IsGemma; init; }

    public bool QueryKeyNorm { get; init; }

    public bool QueryKeyValueBias { get; init; }

    public double? AttentionSoftCap { get; init; }

    public double? LogitSoftCap { get; init; }

    /// <summary>Scaled embeddings, norms after attention and feed-forward that are stored less one, GELU, a query scale of its own.</summary>
    public bool IsGemma { get; init; }

    /// <summary>
    /// Layers of its largest model, whose queries are divided by the root of the width that heads would have if they shared the hidden state
    /// out; GGUF knows it by that alone.
    /// </summary>
    public int? LargestLayers { get; init; }

    /// <summary>Whether queries, keys and values are stored as one matrix, and gate and up too.</summary>
    public bool Fused { get; init; }

    /// <summary>Whether GGUF has the rows of query and key heads in pairs that are turned together.</summary>
    public bool PairedInGguf { get; init; }

    /// <summary>How Hugging Face's checkpoints lay out its weights.</summary>
    public WeightLayout Layout => new() { NormsLessOne = IsGemma, Fused = Fused };

    /// <summary>How GGUF lays out its weights.</summary>
    public WeightLayout GgufLayout => new() { Fused = Fused, PairedRows = PairedInGguf };

    /// <summary>The family of a shape.</summary>
    public static ModelFamily Of(ModelSpec spec) => All.First(family => family.Name == spec.Architecture);
}
