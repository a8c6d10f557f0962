using TogetherAI.Engine.Models;

namespace TogetherAI.Engine.Weights.Gguf;

/// <summary>What GGUF calls the tensors of an architecture, by the names that Hugging Face's checkpoints give them.</summary>
internal sealed class GgufTensorNames(ModelFamily family)
{
    /// <summary>What each rotary frequency is divided by; beside it, what within the original context and beyond it.</summary>
    public const string Divisors = "rope_freqs.weight", ShortDivisors = "rope_factors_short.weight", LongDivisors = "rope_factors_long.weight";

    private const string LayerPrefix = "model.layers.";

    private static readonly (string HuggingFace, string Gguf)[] s_model =
        [("model.embed_tokens", "token_embd"), ("model.norm", "output_norm"), ("lm_head", "output")];

    private static readonly (string HuggingFace, string Gguf)[] s_layer =
    [
        ("input_layernorm", "attn_norm"), ("self_attn.q_proj", "attn_q"), ("self_attn.k_proj", "attn_k"), ("self_attn.v_proj", "attn_v"),
        ("self_attn.qkv_proj", "attn_qkv"), ("self_attn.o_proj", "attn_output"), ("self_attn.q_norm", "attn_q_norm"),
        ("self_attn.k_norm", "attn_k_norm"), ("mlp.gate_proj", "ffn_gate"), ("mlp.up_proj", "ffn_up"), ("mlp.gate_up_proj", "ffn_up"),
        ("mlp.down_proj", "ffn_down"),
    ];

    // Gemma normalises what attention and feed-forward give, too, and its name for the former is the others' name for the norm after it.
    private static readonly (string HuggingFace, string Gguf)[] s_twoNorms = [("post_attention_layernorm", "ffn_norm")];

    private static readonly (string HuggingFace, string Gguf)[] s_fourNorms =
    [
        ("post_attention_layernorm", "post_attention_norm"), ("pre_feedforward_layernorm", "ffn_norm"),
        ("post_feedforward_layernorm", "post_ffw_norm"),
    ];

    private readonly (string HuggingFace, string Gguf)[] _norms = family.IsGemma ? s_fourNorms : s_twoNorms;

    /// <summary>The name in GGUF; the name itself where GGUF knows no such tensor.</summary>
    public string Of(string huggingFace)
    {
        int dot = huggingFace.LastIndexOf('.');
        string stem = dot < 0 ? huggingFace : huggingFace[..dot], ending = dot < 0 ? "" : huggingFace[dot..];
        if (!stem.StartsWith(LayerPrefix, StringComparison.Ordinal))
            return Find(s_model, stem) is { } known ? known + ending : huggingFace;
        int end = stem.IndexOf('.', LayerPrefix.Length);
        if (end < 0 || (Find(s_layer, stem[(end + 1)..]) ?? Find(_norms, stem[(end + 1)..])) is not { } part)
            return huggingFace;
        return $"blk.{stem[LayerPrefix.Length..end]}.{part}{ending}";
    }

    private static string? Find((string HuggingFace, string Gguf)[] names, string stem)
    {
        foreach ((string huggingFace, string gguf) in names)
        {
            if (huggingFace == stem)
                return gguf;
        }

        return null;
    }
}
