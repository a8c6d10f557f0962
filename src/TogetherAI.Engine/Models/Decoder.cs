using TogetherAI.Engine.Kernels;
using TogetherAI.Engine.Weights;

namespace TogetherAI.Engine.Models;

/// <summary>
/// The weights of a decoder-only transformer and its shape; <see cref="ForwardPass"/> runs it. Immutable and thread-safe. Matrices are
/// read where their file is mapped, so the files must outlive it.
/// </summary>
internal sealed class Decoder
{
    private Decoder(ModelSpec spec, WeightMatrix embedding, DecoderLayer[] layers, float[] finalNorm, WeightMatrix head)
    {
        Spec = spec;
        Embedding = embedding;
        Layers = layers;
        FinalNorm = finalNorm;
        Head = head;
        Rotary = new RotaryEmbedding(spec);
    }

    public ModelSpec Spec { get; }

    /// <summary>[VocabularySize, HiddenSize]</summary>
    public WeightMatrix Embedding { get; }

    public DecoderLayer[] Layers { get; }

    public float[] FinalNorm { get; }

    /// <summary>[VocabularySize, HiddenSize]</summary>
    public WeightMatrix Head { get; }

    public RotaryEmbedding Rotary { get; }

    public static Decoder Load(ModelFiles files) =>
        Load(ModelSpecReader.Read(files.Open(ModelSpecReader.FileName)), TensorStore.Open(files));

    private static Decoder Load(ModelSpec spec, TensorStore store)
    {
        WeightReader reader = new(store);
        WeightMatrix embedding = reader.Matrix("model.embed_tokens.weight", spec.VocabularySize, spec.HiddenSize);
        List<DecoderLayer> layers = [];
        while (layers.Count < spec.LayerCount)
            layers.Add(LoadLayer(spec, reader, $"model.layers.{layers.Count}."));
        float[] norm = reader.Vector("model.norm.weight", spec.HiddenSize);
        WeightMatrix head = spec.TiedEmbeddings ? embedding : reader.Matrix("lm_head.weight", spec.VocabularySize, spec.HiddenSize);
        RefuseUnread(spec, store);
        return new Decoder(spec, embedding, [.. layers], norm, head);
    }

    private static DecoderLayer LoadLayer(ModelSpec spec, WeightReader reader, string prefix)
    {
        long hidden = spec.HiddenSize, feedForward = spec.FeedForwardSize;
        long queries = (long)spec.HeadCount * spec.HeadSize, keys = (long)spec.KeyValueHeadCount * spec.HeadSize;
        return new DecoderLayer
        {
            AttentionNorm = reader.Vector(prefix + "input_layernorm.weight", hidden),
            Query = reader.Linear(prefix + "self_attn.q_proj", queries, hidden, spec.QueryKeyValueBias),
            Key = reader.Linear(prefix + "self_attn.k_proj", keys, hidden, spec.QueryKeyValueBias),
            Value = reader.Linear(prefix + "self_attn.v_proj", keys, hidden, spec.QueryKeyValueBias),
            AttentionOutput = reader.Linear(prefix + "self_attn.o_proj", hidden, queries, spec.AttentionOutputBias),
            QueryNorm = spec.QueryKeyNorm ? reader.Vector(prefix + "self_attn.q_norm.weight", spec.HeadSize) : null,
            KeyNorm = spec.QueryKeyNorm ? reader.Vector(prefix + "self_attn.k_norm.weight", spec.HeadSize) : null,
            FeedForwardNorm = reader.Vector(prefix + "post_attention_layernorm.weight", hidden),
            Gate = reader.Linear(prefix + "mlp.gate_proj", feedForward, hidden, spec.FeedForwardBias),
            Up = reader.Linear(prefix + "mlp.up_proj", feedForward, hidden, spec.FeedForwardBias),
            Down = reader.Linear(prefix + "mlp.down_proj", hidden, feedForward, spec.FeedForwardBias),
        };
    }

    /// <summary>A weight that the shape in config.json has no place for (a bias, a norm, a layer more) would be missing from the result.</summary>
    private static void RefuseUnread(ModelSpec spec, TensorStore store)
    {
        foreach (TensorInfo tensor in store.Unread)
        {
            // Older exports carry the rotary frequencies, and some carry a tied head a second time.
            bool harmless = tensor.Name.EndsWith("rotary_emb.inv_freq", StringComparison.Ordinal) || (spec.TiedEmbeddings && tensor.Name == "lm_head.weight");
            if (!harmless)
                throw new ModelFormatException(
                    tensor.File.Name,
                    tensor.Name,
                    $"belongs to no part of a {spec.Architecture} decoder of {spec.LayerCount} layers as config.json describes it.");
        }
    }
}
