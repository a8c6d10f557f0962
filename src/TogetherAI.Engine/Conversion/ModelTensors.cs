using TogetherAI.Engine.Models;

namespace TogetherAI.Engine.Conversion;

/// <summary>The names and shapes of all tensors of a model, as Hugging Face's checkpoints have them.</summary>
internal static class ModelTensors
{
    public static IEnumerable<(string Name, long[] Shape)> Of(ModelSpec spec)
    {
        yield return ("model.embed_tokens.weight", [spec.VocabularySize, spec.HiddenSize]);
        for (int layer = 0; layer < spec.LayerCount; layer++)
        {
            foreach ((string name, long[] shape) in OfLayer(spec))
                yield return ($"model.layers.{layer}.{name}", shape);
        }

        yield return ("model.norm.weight", [spec.HiddenSize]);
        if (!spec.TiedEmbeddings)
            yield return ("lm_head.weight", [spec.VocabularySize, spec.HiddenSize]);
    }

    private static IEnumerable<(string Name, long[] Shape)> OfLayer(ModelSpec spec)
    {
        long hidden = spec.HiddenSize, width = spec.FeedForwardSize;
        long queries = (long)spec.HeadCount * spec.HeadSize, keys = (long)spec.KeyValueHeadCount * spec.HeadSize;
        bool fused = ModelFamily.Of(spec).Fused;
        List<(string Name, long[] Shape)> tensors = [("input_layernorm.weight", [hidden])];
        if (fused)
            Linear("self_attn.qkv_proj", queries + (2 * keys), hidden, bias: false);
        else
        {
            Linear("self_attn.q_proj", queries, hidden, spec.QueryKeyValueBias);
            Linear("self_attn.k_proj", keys, hidden, spec.QueryKeyValueBias);
            Linear("self_attn.v_proj", keys, hidden, spec.QueryKeyValueBias);
        }

        Linear("self_attn.o_proj", hidden, queries, spec.AttentionOutputBias);
        if (spec.QueryKeyNorm)
            tensors.AddRange([("self_attn.q_norm.weight", [spec.HeadSize]), ("self_attn.k_norm.weight", [spec.HeadSize])]);
        tensors.Add(("post_attention_layernorm.weight", [hidden]));
        if (spec.OutputNorms)
            tensors.AddRange([("pre_feedforward_layernorm.weight", [hidden]), ("post_feedforward_layernorm.weight", [hidden])]);
        if (fused)
            Linear("mlp.gate_up_proj", 2 * width, hidden, bias: false);
        else
        {
            Linear("mlp.gate_proj", width, hidden, spec.FeedForwardBias);
            Linear("mlp.up_proj", width, hidden, spec.FeedForwardBias);
        }

        Linear("mlp.down_proj", hidden, width, spec.FeedForwardBias);
        return tensors;

        void Linear(string name, long rows, long columns, bool bias)
        {
            tensors.Add((name + ".weight", [rows, columns]));
            if (bias)
                tensors.Add((name + ".bias", [rows]));
        }
    }
}
