namespace TogetherAI.Engine.Models;

/// <summary>Reads a <see cref="ModelSpec"/> from <c>config.json</c>, with the defaults of Hugging Face's configuration classes.</summary>
internal static class ModelSpecReader
{
    public const string FileName = "config.json";

    // Attention keeps its scores on the stack, 128 bytes a head: a hostile number of heads must not be able to exhaust it.
    public const int MaxHeads = 1024;
    public const int MaxHeadSize = 1024;

    public static ModelSpec Read(MappedFile file) => Read(ConfigReader.Open(file));

    private static ModelSpec Read(ConfigReader config)
    {
        ModelFamily family = ReadFamily(config);
        UnsupportedFields.Refuse(config, family);
        RefuseActivation(config, family);
        int hidden = config.Integer("hidden_size");
        int layers = config.Integer("num_hidden_layers");
        int heads = config.Integer("num_attention_heads");
        if (heads > MaxHeads)
            throw config.Fault("num_attention_heads", $"is {heads}; at most {MaxHeads} are supported.");
        int keyValueHeads = config.Integer("num_key_value_heads", absent: family.SharesHeads ? null : heads);
        if (heads % keyValueHeads != 0)
            throw config.Fault("num_key_value_heads", $"is {keyValueHeads}, which does not divide the {heads} attention heads.");
        double epsilon = config.Number("rms_norm_eps", absent: 1e-6);
        if (epsilon is < 0 or >= 1)
            throw config.Fault("rms_norm_eps", $"is {epsilon}; it lies from 0 up to 1.");

        int size = ReadHeadSize(config, family, hidden, heads);
        (int? window, bool[] windowed) = WindowReader.Read(config, family, layers);
        RopeSettings rope = RopeReader.Read(config, family, size);
        bool attentionBias = ReadBias(config, family, "attention_bias");
        return new ModelSpec
        {
            Architecture = family.Name,
            VocabularySize = config.Integer("vocab_size"),
            HiddenSize = hidden,
            LayerCount = layers,
            HeadCount = heads,
            KeyValueHeadCount = keyValueHeads,
            HeadSize = size,
            FeedForwardSize = config.Integer("intermediate_size"),
            Activation = family.IsGemma ? Activation.GeluTanh : Activation.Silu,
            ContextLength = config.Integer("max_position_embeddings"),
            NormEpsilon = (float)epsilon,
            RopeTheta = rope.Theta,
            RopeScaling = rope.Scaling,
            WindowedRopeTheta = rope.WindowedTheta,
            RotarySize = rope.RotarySize,
            UnrotatedLayers = ReadUnrotated(config, family, layers),
            EmbeddingScale = family.IsGemma ? Math.Sqrt(hidden) : 1,
            QueryScale = family.IsGemma ? ReadQueryScale(config, size) : null,
            AttentionSoftCap = ReadSoftCap(config, "attn_logit_softcapping", family.AttentionSoftCap),
            LogitSoftCap = ReadSoftCap(config, "final_logit_softcapping", family.LogitSoftCap),
            OutputNorms = family.IsGemma,
            TiedEmbeddings = config.Flag("tie_word_embeddings", absent: family.Tied),
            QueryKeyNorm = family.QueryKeyNorm,
            QueryKeyValueBias = attentionBias || family.QueryKeyValueBias,
            AttentionOutputBias = attentionBias,
            FeedForwardBias = ReadBias(config, family, "mlp_bias"),
            SlidingWindow = window,
            WindowedLayers = windowed,
        };
    }

    private static ModelFamily ReadFamily(ConfigReader config)
    {
        string supported = string.Join(", ", ModelFamily.All.Select(static family => family.Name));
        string architecture = config.Text("model_type") ?? throw config.Fault("model_type", $"is missing; supported are {supported}.");
        ModelFamily family = ModelFamily.All.FirstOrDefault(family => family.Name == architecture)
            ?? throw config.Fault("model_type", $"is '{architecture}'; supported are {supported}.");
        if (config.Texts("architectures") is { Count: > 0 } classes && !classes.Contains(family.Class))
            throw config.Fault("architectures", $"is '{string.Join("', '", classes)}'; of this family only {family.Class} is supported.");
        return family;
    }

    private static void RefuseActivation(ConfigReader config, ModelFamily family)
    {
        (string field, string[] known) = family.IsGemma ? ("hidden_activation", ["gelu_pytorch_tanh"]) : ("hidden_act", new[] { "silu", "swish" });
        if (config.Text(field) is { } activation && !known.Contains(activation))
            throw config.Fault(field, $"is '{activation}'; of this family only '{known[0]}' is supported.");
    }

    private static bool ReadBias(ConfigReader config, ModelFamily family, string field)
    {
        bool bias = config.Flag(field, absent: false);
        if (bias && !family.Biases.Contains(field))
            throw config.Fault(field, $"is true, but the {family.Name} architecture defines no such bias.");
        return bias;
    }

    private static int ReadHeadSize(ConfigReader config, ModelFamily family, int hidden, int heads)
    {
        if (config.Find("head_dim") is null && family.HeadSize is null && hidden % heads != 0)
            throw config.Fault("hidden_size", $"is {hidden}, which the {heads} attention heads do not divide, and there is no head_dim.");
        int size = config.Integer("head_dim", absent: family.HeadSize ?? (hidden / heads));
        return size % 2 == 0 && size is > 0 and <= MaxHeadSize
            ? size
            : throw config.Fault("head_dim", $"is {size}; an even number up to {MaxHeadSize} is needed.");
    }

    private static bool[] ReadUnrotated(ConfigReader config, ModelFamily family, int layers)
    {
        if (family.UnrotatedPeriod == 0)
            return [];
        if (config.Find("no_rope_layers") is null)
        {
            int period = config.Integer("no_rope_layer_interval", absent: family.UnrotatedPeriod);
            return [.. WindowReader.Layers(config, layers).Select(layer => (layer + 1) % period == 0)];
        }

        // Its name notwithstanding, 1 stands for a layer that turns.
        int[] turns = config.Integers("no_rope_layers");
        return turns.Length == layers && turns.All(static turn => turn is 0 or 1)
            ? [.. turns.Select(static turn => turn == 0)]
            : throw config.Fault("no_rope_layers", $"must be a list of {layers} numbers, each 0 or 1.");
    }

    private static double? ReadQueryScale(ConfigReader config, int size)
    {
        double scalar = config.Number("query_pre_attn_scalar", absent: 256);
        return scalar > 0
            ? scalar == size ? null : 1 / Math.Sqrt(scalar)
            : throw config.Fault("query_pre_attn_scalar", $"is {scalar}; a positive number is needed.");
    }

    /// <summary>An explicit null switches a cap off.</summary>
    private static double? ReadSoftCap(ConfigReader config, string field, double? absent)
    {
        if (absent is null || (config.Has(field) && config.Find(field) is null))
            return null;
        return config.Number(field, absent) is > 0 and double cap ? cap : throw config.Fault(field, "must be positive.");
    }
}
