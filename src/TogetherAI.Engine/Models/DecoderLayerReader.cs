namespace TogetherAI.Engine.Models;

/// <summary>Gathers the weights of one decoder layer, by the names of Hugging Face's checkpoints.</summary>
internal static class DecoderLayerReader
{
    public static DecoderLayer Read(ModelSpec spec, WeightLayout layout, WeightReader reader, int layer)
    {
        string prefix = $"model.layers.{layer}.", attention = prefix + "self_attn.", feedForward = prefix + "mlp.";
        long hidden = spec.HiddenSize, width = spec.FeedForwardSize;
        int queries = spec.HeadCount * spec.HeadSize, keys = spec.KeyValueHeadCount * spec.HeadSize;
        bool bias = spec.QueryKeyValueBias;
        (string fusedAttention, string fusedGate) = (attention + "qkv_proj", feedForward + "gate_up_proj");
        return new DecoderLayer
        {
            AttentionNorm = reader.Norm(prefix + "input_layernorm.weight", hidden),
            Query = layout.Fused ? Attention(0, queries) : reader.Linear(attention + "q_proj", queries, hidden, bias),
            Key = layout.Fused ? Attention(queries, keys) : reader.Linear(attention + "k_proj", keys, hidden, bias),
            Value = layout.Fused ? Attention(queries + keys, keys) : reader.Linear(attention + "v_proj", keys, hidden, bias),
            AttentionOutput = reader.Linear(attention + "o_proj", hidden, queries, spec.AttentionOutputBias),
            QueryNorm = spec.QueryKeyNorm ? reader.Norm(attention + "q_norm.weight", spec.HeadSize) : null,
            KeyNorm = spec.QueryKeyNorm ? reader.Norm(attention + "k_norm.weight", spec.HeadSize) : null,
            AttentionOutputNorm = spec.OutputNorms ? reader.Norm(prefix + "post_attention_layernorm.weight", hidden) : null,
            Rotary = spec.UnrotatedLayers.Count > 0 && spec.UnrotatedLayers[layer] ? null
                : spec.WindowedRopeTheta is not null && spec.IsWindowed(layer) ? 1
                : 0,
            FeedForwardNorm = reader.Norm(prefix + (spec.OutputNorms ? "pre_feedforward_layernorm.weight" : "post_attention_layernorm.weight"), hidden),
            Gate = layout.Fused ? FeedForward(0) : reader.Linear(feedForward + "gate_proj", width, hidden, spec.FeedForwardBias),
            Up = layout.Fused ? FeedForward(width) : reader.Linear(feedForward + "up_proj", width, hidden, spec.FeedForwardBias),
            Down = reader.Linear(feedForward + "down_proj", hidden, width, spec.FeedForwardBias),
            FeedForwardOutputNorm = spec.OutputNorms ? reader.Norm(prefix + "post_feedforward_layernorm.weight", hidden) : null,
        };

        Linear Attention(long first, long rows) => new(reader.Rows(fusedAttention + ".weight", queries + (2L * keys), hidden, first, rows), null);

        Linear FeedForward(long first) => new(reader.Rows(fusedGate + ".weight", 2 * width, hidden, first, width), null);
    }
}
