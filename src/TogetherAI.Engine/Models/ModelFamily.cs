namespace TogetherAI.Engine.Models;

/// <summary>
/// What Hugging Face's implementation of an architecture takes for granted, and which fields of <c>config.json</c> it reads beside those
/// that all read (transformers, <c>configuration_*.py</c> and <c>modeling_*.py</c>).
/// </summary>
internal sealed record ModelFamily
{
    public static readonly IReadOnlyList<ModelFamily> All =
    [
        new() { Name = "llama", Class = "LlamaForCausalLM", SharesHeads = false, Biases = ["attention_bias", "mlp_bias"] },
        new() { Name = "mistral", Class = "MistralForCausalLM", Window = 4096 },
        new() { Name = "qwen2", Class = "Qwen2ForCausalLM", Window = 4096, WindowIsOptional = true, QueryKeyValueBias = true },
        new() { Name = "qwen3", Class = "Qwen3ForCausalLM", Window = 4096, WindowIsOptional = true, QueryKeyNorm = true, HeadSize = 128, Biases = ["attention_bias"] },
        new()
        {
            Name = "gemma2", Class = "Gemma2ForCausalLM", IsGemma = true, HeadSize = 256, Window = 4096, WindowPeriod = 2, AttentionSoftCap = 50, LogitSoftCap = 30,
            Reads = ["attn_logit_softcapping", "final_logit_softcapping", "query_pre_attn_scalar"],
        },
        new()
        {
            Name = "gemma3_text", Class = "Gemma3ForCausalLM", IsGemma = true, HeadSize = 256, Window = 4096, WindowPeriod = 6, QueryKeyNorm = true,
            RopeTheta = 1_000_000, WindowedRopeTheta = 10_000, Reads = ["query_pre_attn_scalar", "rope_local_base_freq", "sliding_window_pattern"],
        },
        new() { Name = "phi3", Class = "Phi3ForCausalLM", SharesHeads = false, PartialRotary = true, Window = null, HasWindow = true, Reads = ["partial_rotary_factor"] },
        new()
        {
            Name = "smollm3", Class = "SmolLM3ForCausalLM", RopeTheta = 2_000_000, Tied = true, WindowIsOptional = true, HasWindow = true, UnrotatedPeriod = 4,
            Biases = ["attention_bias", "mlp_bias"], Reads = ["no_rope_layers", "no_rope_layer_interval"],
        },
    ];

    /// <summary>Its <c>model_type</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The class of its language models, in <c>architectures</c>.</summary>
    public required string Class { get; init; }

    /// <summary>Fields that others must not set.</summary>
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

    /// <summary>Scaled embeddings, norms after attention and feed-forward, GELU, a query scale of its own.</summary>
    public bool IsGemma { get; init; }
}
