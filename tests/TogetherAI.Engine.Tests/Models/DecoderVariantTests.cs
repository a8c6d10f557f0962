using TogetherAI.Engine.Models;

namespace TogetherAI.Engine.Tests.Models;

public class DecoderVariantTests
{
    private static readonly int[] s_ids = [.. Enumerable.Range(0, 70).Select(i => ((i * i) + 3) % RandomModel.Vocabulary)];

    [Theory]
    [InlineData("F32")]
    [InlineData("F16")]
    [InlineData("BF16")]
    public void Every_weight_format_gives_the_logits_of_the_plain_implementation(string type)
    {
        RandomModel model = new() { Type = type };
        Check(model, new NaiveDecoder(model));
    }

    [Fact]
    public void Shards_give_the_same_model()
    {
        RandomModel model = new() { Shards = 3 };
        Check(model, new NaiveDecoder(model));
    }

    [Fact]
    public void A_tied_head_is_the_embedding_table()
    {
        RandomModel model = new() { Tied = true };
        Check(model, new NaiveDecoder(model));
    }

    [Fact]
    public void A_second_copy_of_a_tied_head_is_passed_over()
    {
        RandomModel model = new() { Tied = true };
        model.Tensors.Add("lm_head.weight", ([RandomModel.Vocabulary, RandomModel.Hidden], new float[RandomModel.Vocabulary * RandomModel.Hidden]));
        Check(model, new NaiveDecoder(model));
    }

    [Fact]
    public void Llama_with_biases()
    {
        RandomModel model = new()
        {
            AttentionBias = true, OutputBias = true, FeedForwardBias = true, Config = "\"attention_bias\": true, \"mlp_bias\": true,",
        };
        Check(model, new NaiveDecoder(model));
    }

    [Fact]
    public void Qwen2_has_biases_on_queries_keys_and_values()
    {
        RandomModel model = new() { Architecture = "qwen2", AttentionBias = true, Config = "\"rope_theta\": 1000000.0," };
        Check(model, new NaiveDecoder(model, theta: 1_000_000));
    }

    [Fact]
    public void Qwen3_normalises_queries_and_keys()
    {
        RandomModel model = new() { Architecture = "qwen3", QueryKeyNorm = true };
        Check(model, new NaiveDecoder(model));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(32)]
    [InlineData(33)]
    public void Mistral_sees_as_far_as_its_window(int window)
    {
        RandomModel model = new() { Architecture = "mistral", Config = $"\"sliding_window\": {window}," };
        Check(model, new NaiveDecoder(model, window: _ => window));
    }

    [Fact]
    public void Qwen2_slides_its_window_in_the_later_layers_only()
    {
        RandomModel model = new()
        {
            Architecture = "qwen2", AttentionBias = true, Config = "\"use_sliding_window\": true, \"sliding_window\": 6, \"max_window_layers\": 2,",
        };
        Check(model, new NaiveDecoder(model, window: layer => layer >= 2 ? 6 : null));
    }

    [Fact]
    public void Layer_types_say_which_layers_slide()
    {
        RandomModel model = new()
        {
            Architecture = "mistral", Config = "\"sliding_window\": 4, \"layer_types\": [\"sliding_attention\", \"full_attention\", \"sliding_attention\"],",
        };
        Check(model, new NaiveDecoder(model, window: layer => layer == 1 ? null : 4));
    }

    [Theory]
    [InlineData("\"rope_scaling\": {\"type\": \"linear\", \"factor\": 4.0},")]
    [InlineData("\"rope_parameters\": {\"rope_type\": \"linear\", \"factor\": 4.0, \"rope_theta\": 10000.0},")]
    public void Linear_rope_scaling_divides_every_frequency(string config)
    {
        RandomModel model = new() { Config = config };
        Check(model, new NaiveDecoder(model, scaling: frequency => frequency / 4));
    }

    [Fact]
    public void Llama3_rope_scaling_bends_frequencies_by_wavelength()
    {
        RandomModel model = new()
        {
            Config = "\"rope_scaling\": {\"rope_type\": \"llama3\", \"factor\": 8.0, \"low_freq_factor\": 1.0, \"high_freq_factor\": 4.0, \"original_max_position_embeddings\": 64},",
        };
        Check(model, new NaiveDecoder(model, scaling: static frequency =>
        {
            double wavelength = 2 * Math.PI / frequency;
            if (wavelength < 64 / 4.0)
                return frequency;
            if (wavelength > 64 / 1.0)
                return frequency / 8;
            double smooth = ((64 / wavelength) - 1) / (4 - 1);
            return ((1 - smooth) * frequency / 8) + (smooth * frequency);
        }));
    }

    [Fact]
    public void A_token_outside_the_vocabulary_reads_no_memory()
    {
        RandomModel model = new();
        using TemporaryFolder folder = model.Write();
        using ModelFiles files = ModelFiles.FromFolder(folder.Path);
        Decoder decoder = Decoder.Load(files);
        Assert.Throws<ArgumentOutOfRangeException>(() => Golden.Run(decoder, [RandomModel.Vocabulary], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Golden.Run(decoder, [-1], 1));
    }

    private static void Check(RandomModel model, NaiveDecoder naive)
    {
        using TemporaryFolder folder = model.Write();
        using ModelFiles files = ModelFiles.FromFolder(folder.Path);
        Decoder decoder = Decoder.Load(files);
        double[][] expected = naive.Logits(s_ids);
        float[][] whole = Golden.Run(decoder, s_ids, chunk: 70);
        for (int t = 0; t < s_ids.Length; t++)
        {
            for (int i = 0; i < RandomModel.Vocabulary; i++)
                Assert.Equal(expected[t][i], whole[t][i], tolerance: 2e-4);
        }

        Assert.Equal(whole, Golden.Run(decoder, s_ids, chunk: 9));
        Assert.Equal(whole, Golden.Run(decoder, s_ids, chunk: 1));
    }
}
