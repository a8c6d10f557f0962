using TogetherAI.Engine.Weights.Gguf;

namespace TogetherAI.Engine.Models.Gguf;

/// <summary>
/// Reads a <see cref="ModelSpec"/> from GGUF's metadata, whose keys begin with the architecture's name (ggml, docs/gguf.md). What the
/// metadata leave out is what llama.cpp takes for granted of the architecture; a bias is there where its tensor is.
/// </summary>
internal static class GgufSpecReader
{
    /// <summary>Which layers turn nothing, where that is not what the architecture takes for granted. Not a key of ggml's.</summary>
    public const string UnrotatedKey = "tai.unrotated_layers";

    private const int MaxLayers = 4096;

    public static ModelSpec Read(GgufFile file)
    {
        GgufMetadata metadata = file.Metadata;
        ModelFamily family = file.Family;
        string prefix = family.Gguf + ".";
        if (metadata.Integer(prefix + "expert_count", absent: 0, min: 0) > 0)
            throw metadata.Fault(prefix + "expert_count", "is not 0: mixtures of experts are not supported.");
        int layers = Integer("block_count", max: MaxLayers), hidden = Integer("embedding_length");
        int heads = Integer("attention.head_count", max: ModelSpecReader.MaxHeads);
        int keyValueHeads = (int)metadata.Integer(prefix + "attention.head_count_kv", absent: heads, max: heads);
        if (heads % keyValueHeads != 0)
            throw metadata.Fault(prefix + "attention.head_count_kv", $"is {keyValueHeads}, which does not divide the {heads} attention heads.");
        int size = ReadHeadSize(metadata, prefix, hidden, heads), turned = ReadRotarySize(metadata, prefix, size, family);
        double epsilon = metadata.Number(prefix + "attention.layer_norm_rms_epsilon");
        if (epsilon is < 0 or >= 1)
            throw metadata.Fault(prefix + "attention.layer_norm_rms_epsilon", $"is {epsilon}; it lies from 0 up to 1.");
        int contextLength = Integer("context_length");
        (int? window, bool[] windowed) = GgufWindows.Read(metadata, family, layers);
        return new ModelSpec
        {
            Architecture = family.Name,
            VocabularySize = ReadVocabularySize(file, prefix),
            HiddenSize = hidden,
            LayerCount = layers,
            HeadCount = heads,
            KeyValueHeadCount = keyValueHeads,
            HeadSize = size,
            FeedForwardSize = Integer("feed_forward_length"),
            Activation = family.IsGemma ? Activation.GeluTanh : Activation.Silu,
            ContextLength = contextLength,
            NormEpsilon = (float)epsilon,
            RopeTheta = GgufRope.Positive(metadata, prefix + "rope.freq_base", 10_000),
            RopeScaling = GgufRope.ReadScaling(file, prefix, turned, contextLength),
            WindowedRopeTheta = family.WindowedRopeTheta is { } absent ? GgufRope.Positive(metadata, prefix + "rope.freq_base_swa", absent) : null,
            RotarySize = turned == size ? null : turned,
            UnrotatedLayers = ReadUnrotated(metadata, family, layers),
            EmbeddingScale = family.IsGemma ? Math.Sqrt(hidden) : 1,
            QueryScale = ReadQueryScale(metadata, prefix, family, layers, hidden / heads),
            AttentionSoftCap = Cap("attn_logit_softcapping", family.AttentionSoftCap),
            LogitSoftCap = Cap("final_logit_softcapping", family.LogitSoftCap),
            OutputNorms = family.IsGemma,
            TiedEmbeddings = !file.Tensors.Has("lm_head.weight"),
            QueryKeyNorm = family.QueryKeyNorm,
            QueryKeyValueBias = file.Tensors.Has("model.layers.0.self_attn.q_proj.bias"),
            AttentionOutputBias = file.Tensors.Has("model.layers.0.self_attn.o_proj.bias"),
            FeedForwardBias = file.Tensors.Has("model.layers.0.mlp.down_proj.bias"),
            SlidingWindow = window,
            WindowedLayers = windowed,
        };

        int Integer(string key, int max = int.MaxValue) => (int)metadata.Integer(prefix + key, max: max);

        double? Cap(string key, double? absent) =>
            absent is null ? null
            : metadata.Number(prefix + key, absent) is > 0 and double cap ? cap
            : throw metadata.Fault(prefix + key, "must be positive.");
    }

    private static int ReadVocabularySize(GgufFile file, string prefix)
    {
        long tokens = file.Metadata.Length("tokenizer.ggml.tokens");
        return (int)file.Metadata.Integer(prefix + "vocab_size", absent: tokens > 0 ? tokens : null);
    }

    private static int ReadHeadSize(GgufMetadata metadata, string prefix, int hidden, int heads)
    {
        string key = prefix + "attention.key_length";
        if (!metadata.Has(key) && hidden % heads != 0)
            throw metadata.Fault(prefix + "embedding_length", $"is {hidden}, which the {heads} attention heads do not divide, and there is no {key}.");
        int size = (int)metadata.Integer(key, absent: hidden / heads, max: ModelSpecReader.MaxHeadSize);
        if (size % 2 != 0)
            throw metadata.Fault(key, $"is {size}; an even number is needed.");
        if (metadata.Integer(prefix + "attention.value_length", absent: size) != size)
            throw metadata.Fault(prefix + "attention.value_length", $"is not {size}, the length of a key; heads of two lengths are not supported.");
        return size;
    }

    private static int ReadRotarySize(GgufMetadata metadata, string prefix, int size, ModelFamily family)
    {
        string key = prefix + "rope.dimension_count";
        int turned = (int)metadata.Integer(key, absent: size, max: size);
        return turned % 2 == 0 && (turned == size || !family.PairedInGguf)
            ? turned
            : throw metadata.Fault(key, $"is {turned}; for {family.Gguf} {(turned % 2 == 0 ? $"only {size}, the whole head, is supported" : "an even number is needed")}.");
    }

    private static bool[] ReadUnrotated(GgufMetadata metadata, ModelFamily family, int layers)
    {
        if (!metadata.Has(UnrotatedKey))
            return family.UnrotatedPeriod is > 0 and int period ? [.. Enumerable.Range(0, layers).Select(layer => (layer + 1) % period == 0)] : [];
        long[] unrotated = metadata.Integers(UnrotatedKey);
        return unrotated.Length == layers
            ? [.. unrotated.Select(static layer => layer != 0)]
            : throw metadata.Fault(UnrotatedKey, $"has {unrotated.Length} entries for {layers} layers.");
    }

    private static double? ReadQueryScale(GgufMetadata metadata, string prefix, ModelFamily family, int layers, int sharedSize) =>
        metadata.Has(prefix + "attention.scale") ? metadata.Number(prefix + "attention.scale")
        : layers == family.LargestLayers ? 1 / Math.Sqrt(sharedSize)
        : null;
}
