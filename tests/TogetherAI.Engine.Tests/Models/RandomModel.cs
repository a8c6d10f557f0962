using TogetherAI.Engine.Tests.Weights;

namespace TogetherAI.Engine.Tests.Models;

/// <summary>
/// A small decoder with seeded random weights, written to a folder in any format. The sizes are no multiples of any register's width,
/// so that the kernels' remainders are used too.
/// </summary>
internal sealed record RandomModel
{
    public const int Vocabulary = 37, Hidden = 22, Layers = 3, Heads = 6, KeyValueHeads = 2, HeadSize = 10, FeedForward = 45;

    public string Architecture { get; init; } = "llama";

    public string Type { get; init; } = "F32";

    public bool Tied { get; init; }

    public bool AttentionBias { get; init; }

    public bool OutputBias { get; init; }

    public bool FeedForwardBias { get; init; }

    public bool QueryKeyNorm { get; init; }

    /// <summary>More fields of config.json, each followed by a comma.</summary>
    public string Config { get; init; } = "";

    /// <summary>1 writes one file, more writes that many shards and an index.</summary>
    public int Shards { get; init; } = 1;

    public Dictionary<string, (int[] Shape, float[] Values)> Tensors { get; } = [];

    public TemporaryFolder Write()
    {
        Fill();
        TemporaryFolder folder = new TemporaryFolder().Write("config.json", $$"""
            {{{Config}} "model_type": "{{Architecture}}", "vocab_size": {{Vocabulary}}, "hidden_size": {{Hidden}}, "num_hidden_layers": {{Layers}},
             "num_attention_heads": {{Heads}}, "num_key_value_heads": {{KeyValueHeads}}, "head_dim": {{HeadSize}}, "intermediate_size": {{FeedForward}},
             "max_position_embeddings": 200, "rms_norm_eps": 0.00001, "tie_word_embeddings": {{(Tied ? "true" : "false")}} }
            """);
        SafetensorsBuilder[] shards = [.. Enumerable.Range(0, Shards).Select(_ => new SafetensorsBuilder())];
        List<string> map = [];
        foreach (((string name, (int[] shape, float[] values)), int index) in Tensors.Select((tensor, index) => (tensor, index)))
        {
            shards[index % Shards].Add(name, Type, shape, values);
            map.Add($"\"{name}\":\"part-{index % Shards}.safetensors\"");
        }

        for (int i = 0; i < Shards; i++)
            folder.Write(Shards == 1 ? "model.safetensors" : $"part-{i}.safetensors", shards[i].Build(alignment: 1 + (2 * i)));
        return Shards == 1 ? folder : folder.Write("model.safetensors.index.json", "{\"weight_map\":{" + string.Join(",", map) + "}}");
    }

    private void Fill()
    {
        Random random = new(7);
        Add("model.embed_tokens.weight", Vocabulary, Hidden);
        for (int layer = 0; layer < Layers; layer++)
        {
            string prefix = $"model.layers.{layer}.";
            Add(prefix + "input_layernorm.weight", Hidden);
            AddLinear(prefix + "self_attn.q_proj", Heads * HeadSize, Hidden, AttentionBias);
            AddLinear(prefix + "self_attn.k_proj", KeyValueHeads * HeadSize, Hidden, AttentionBias);
            AddLinear(prefix + "self_attn.v_proj", KeyValueHeads * HeadSize, Hidden, AttentionBias);
            AddLinear(prefix + "self_attn.o_proj", Hidden, Heads * HeadSize, OutputBias);
            if (QueryKeyNorm)
            {
                Add(prefix + "self_attn.q_norm.weight", HeadSize);
                Add(prefix + "self_attn.k_norm.weight", HeadSize);
            }

            Add(prefix + "post_attention_layernorm.weight", Hidden);
            AddLinear(prefix + "mlp.gate_proj", FeedForward, Hidden, FeedForwardBias);
            AddLinear(prefix + "mlp.up_proj", FeedForward, Hidden, FeedForwardBias);
            AddLinear(prefix + "mlp.down_proj", Hidden, FeedForward, FeedForwardBias);
        }

        Add("model.norm.weight", Hidden);
        if (!Tied)
            Add("lm_head.weight", Vocabulary, Hidden);

        void AddLinear(string name, int rows, int columns, bool bias)
        {
            Add(name + ".weight", rows, columns);
            if (bias)
                Add(name + ".bias", rows);
        }

        void Add(string name, params int[] shape)
        {
            float[] values = new float[shape.Aggregate(1, (a, b) => a * b)];
            for (int i = 0; i < values.Length; i++)
            {
                // Seven bits of fraction: exact in each of the formats, so that one set of expected values serves all.
                float value = random.Next(-127, 128) / 128f;
                values[i] = shape.Length == 1 && name.EndsWith("norm.weight", StringComparison.Ordinal) ? 1 + (value / 4) : value / 2;
            }

            Tensors.Add(name, (shape, [.. values.Select(value => BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(value) & 0xFFFF0000))]));
        }
    }
}
