namespace TogetherAI.Engine.Models;

/// <summary>
/// Reads a <see cref="ModelSpec"/> from <c>config.json</c>, with the defaults of Hugging Face's configuration classes
/// (transformers, <c>configuration_llama.py</c>, <c>_mistral.py</c>, <c>_qwen2.py</c>, <c>_qwen3.py</c>).
/// </summary>
internal static class ModelSpecReader
{
    public const string FileName = "config.json";
    private const int DefaultSlidingWindow = 4096;

    // Attention keeps its scores on the stack, 128 bytes a head: a hostile number of heads must not be able to exhaust it.
    public const int MaxHeads = 1024;
    public const int MaxHeadSize = 1024;

    private static readonly string[] s_architectures = ["llama", "mistral", "qwen2", "qwen3"];

    public static ModelSpec Read(MappedFile file) => Read(ConfigReader.Open(file));

    private static ModelSpec Read(ConfigReader config)
    {
        string architecture = ReadArchitecture(config);
        UnsupportedFields.Refuse(config);
        if ((config.Text("hidden_act") ?? "silu") is not ("silu" or "swish"))
            throw config.Fault("hidden_act", $"is '{config.Text("hidden_act")}'; only 'silu' is supported.");

        int hidden = config.Integer("hidden_size");
        int layers = config.Integer("num_hidden_layers");
        int heads = config.Integer("num_attention_heads");
        if (heads > MaxHeads)
            throw config.Fault("num_attention_heads", $"is {heads}; at most {MaxHeads} are supported.");
        int keyValueHeads = config.Integer("num_key_value_heads", absent: architecture == "llama" ? heads : null);
        if (heads % keyValueHeads != 0)
            throw config.Fault("num_key_value_heads", $"is {keyValueHeads}, which does not divide the {heads} attention heads.");
        double epsilon = config.Number("rms_norm_eps", absent: 1e-6);
        if (epsilon is < 0 or >= 1)
            throw config.Fault("rms_norm_eps", $"is {epsilon}; it lies from 0 up to 1.");

        (int? window, bool[] windowed) = ReadSlidingWindow(config, architecture, layers);
        (double theta, RopeScaling? scaling) = RopeReader.Read(config);
        bool attentionBias = ReadBias(config, architecture, "attention_bias", "llama", "qwen3");
        return new ModelSpec
        {
            Architecture = architecture,
            VocabularySize = config.Integer("vocab_size"),
            HiddenSize = hidden,
            LayerCount = layers,
            HeadCount = heads,
            KeyValueHeadCount = keyValueHeads,
            HeadSize = ReadHeadSize(config, architecture, hidden, heads),
            FeedForwardSize = config.Integer("intermediate_size"),
            ContextLength = config.Integer("max_position_embeddings"),
            NormEpsilon = (float)epsilon,
            RopeTheta = theta,
            RopeScaling = scaling,
            TiedEmbeddings = config.Flag("tie_word_embeddings", absent: false),
            QueryKeyNorm = architecture == "qwen3",
            QueryKeyValueBias = attentionBias || architecture == "qwen2",
            AttentionOutputBias = attentionBias,
            FeedForwardBias = ReadBias(config, architecture, "mlp_bias", "llama"),
            SlidingWindow = window,
            WindowedLayers = windowed,
        };
    }

    private static string ReadArchitecture(ConfigReader config)
    {
        string supported = string.Join(", ", s_architectures);
        string architecture = config.Text("model_type") ?? throw config.Fault("model_type", $"is missing; supported are {supported}.");
        if (!s_architectures.Contains(architecture))
            throw config.Fault("model_type", $"is '{architecture}'; supported are {supported}.");
        if (config.Texts("architectures") is { Count: > 0 } classes)
        {
            string needed = char.ToUpperInvariant(architecture[0]) + architecture[1..] + "ForCausalLM";
            if (!classes.Contains(needed))
                throw config.Fault("architectures", $"is '{string.Join("', '", classes)}'; of this family only {needed} is supported.");
        }

        return architecture;
    }

    private static bool ReadBias(ConfigReader config, string architecture, string field, params ReadOnlySpan<string> readBy)
    {
        bool bias = config.Flag(field, absent: false);
        if (bias && !readBy.Contains(architecture))
            throw config.Fault(field, $"is true, but the {architecture} architecture defines no such bias.");
        return bias;
    }

    private static int ReadHeadSize(ConfigReader config, string architecture, int hidden, int heads)
    {
        if (config.Find("head_dim") is null && architecture != "qwen3" && hidden % heads != 0)
            throw config.Fault("hidden_size", $"is {hidden}, which the {heads} attention heads do not divide, and there is no head_dim.");
        int size = config.Integer("head_dim", absent: architecture == "qwen3" ? 128 : hidden / heads);
        return size % 2 == 0 && size is > 0 and <= MaxHeadSize
            ? size
            : throw config.Fault("head_dim", $"is {size}; an even number up to {MaxHeadSize} is needed.");
    }

    private static (int? Window, bool[] Layers) ReadSlidingWindow(ConfigReader config, string architecture, int layers)
    {
        bool qwen = architecture is "qwen2" or "qwen3";
        bool used = config.Flag("use_sliding_window", absent: !qwen);
        int? window = !used || (config.Has("sliding_window") && config.Find("sliding_window") is null)
            ? null
            : config.Integer("sliding_window", absent: architecture == "llama" ? int.MaxValue : DefaultSlidingWindow);
        if (architecture == "llama")
        {
            if (window is not (null or int.MaxValue))
                throw config.Fault("sliding_window", $"is {window}, but the llama architecture defines no sliding window; mistral does.");
            window = null;
        }

        bool[] windowed = [];
        if (config.Texts("layer_types") is { } types)
        {
            if (types.Count != layers)
                throw config.Fault("layer_types", $"has {types.Count} entries for {layers} layers.");
            if (types.FirstOrDefault(static type => type is not ("full_attention" or "sliding_attention")) is { } unknown)
                throw config.Fault("layer_types", $"holds '{unknown}'; supported are full_attention and sliding_attention.");
            windowed = [.. types.Select(static type => type == "sliding_attention")];
            if (window is null && windowed.Contains(true))
                throw config.Fault("layer_types", "holds sliding_attention, but no sliding_window is in use.");
        }
        else if (qwen && window is not null)
        {
            // Before layer_types there was the number of leading layers that see everything. The rest is capped by what a file can list.
            int full = config.Integer("max_window_layers", absent: 28, min: 0);
            windowed = layers <= 4096
                ? [.. Enumerable.Range(0, layers).Select(layer => layer >= full)]
                : throw config.Fault("num_hidden_layers", $"is {layers}; at most 4096 are supported with a sliding window by layer.");
        }

        return (windowed.Length > 0 && !windowed.Contains(true) ? null : window, windowed.Contains(true) ? windowed : []);
    }
}
