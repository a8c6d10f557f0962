using System.Collections.Frozen;
using System.Text.Json;

namespace TogetherAI.Engine.Models;

/// <summary>
/// The fields of <c>config.json</c> that change a decoder's arithmetic in ways this engine does not follow. A model that sets one
/// would load and then talk nonsense, so it is refused. Fields that are not listed (versions, dropout, caches, training) are harmless
/// by the meaning of <c>model_type</c>: its reference implementation does not read them either.
/// </summary>
internal static class UnsupportedFields
{
    // Each with the number that means "off"; null where only absence, null, false, 0 or emptiness does.
    private static readonly FrozenDictionary<string, double?> s_fields = new Dictionary<string, double?>
    {
        // Quantised weights.
        ["quantization"] = null, ["quantization_config"] = null, ["compression_config"] = null,
        // Parts beside or inside a text decoder.
        ["text_config"] = null, ["vision_config"] = null, ["audio_config"] = null, ["auto_map"] = null,
        ["is_encoder_decoder"] = null, ["add_cross_attention"] = null, ["cross_attention_layers"] = null,
        // Mixtures of experts.
        ["num_experts"] = null, ["num_local_experts"] = null, ["n_routed_experts"] = null, ["n_shared_experts"] = null,
        ["num_experts_per_tok"] = null, ["moe_intermediate_size"] = null,
        // Attention.
        ["kv_lora_rank"] = null, ["q_lora_rank"] = null, ["clip_qkv"] = null, ["attn_logit_softcapping"] = null,
        ["query_pre_attn_scalar"] = null, ["attention_multiplier"] = null, ["attention_chunk_size"] = null, ["attn_temperature_tuning"] = null,
        ["use_qk_norm"] = null, ["qk_layernorm"] = null, ["alibi"] = null, ["use_alibi"] = null, ["attention_sinks"] = null,
        ["sliding_window_pattern"] = null, ["no_rope_layers"] = null, ["no_rope_layer_interval"] = null, ["use_mrope"] = null,
        ["position_embedding_type"] = null, ["use_bidirectional_attention"] = null,
        // Rotary embeddings of a part of the head, or of neighbouring pairs.
        ["partial_rotary_factor"] = 1, ["rotary_pct"] = 1, ["rope_interleaved"] = null, ["rope_local_base_freq"] = null,
        // Norms, residuals, scales.
        ["norm_type"] = null, ["use_parallel_residual"] = null, ["parallel_attn"] = null, ["final_logit_softcapping"] = null,
        ["logit_scale"] = 1, ["logits_scaling"] = 1, ["embedding_multiplier"] = 1, ["residual_multiplier"] = 1, ["scale_emb"] = 1,
        ["scale_depth"] = 1, ["dim_model_base"] = null, ["lm_head_bias"] = null,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static void Refuse(ConfigReader config, ModelFamily family)
    {
        foreach (string field in config.Fields())
        {
            if (s_fields.TryGetValue(field, out double? off) && !family.Reads.Contains(field) && config.Find(field) is { } value && !IsOff(value, off))
                throw config.Fault(field, $"is {ConfigReader.Short(value)}, which this engine does not support of {family.Name}; in this layout it runs dense text " +
                    "decoders with unquantised weights (F32, F16, BF16). Quantised ones come in GGUF.");
        }
    }

    private static bool IsOff(JsonElement value, double? off) => value.ValueKind switch
    {
        JsonValueKind.False => off is null,
        JsonValueKind.Number => value.TryGetDouble(out double number) && number == (off ?? 0),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => value.GetPropertyCount() == 0,
        _ => false,
    };
}
