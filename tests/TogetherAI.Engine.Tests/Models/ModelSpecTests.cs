using System.Text.Json.Nodes;
using TogetherAI.Engine.Models;
using TogetherAI.Testing;

namespace TogetherAI.Engine.Tests.Models;

public class ModelSpecTests
{
    private const string Llama = """
        {"model_type": "llama", "vocab_size": 128256, "hidden_size": 4096, "num_hidden_layers": 32, "num_attention_heads": 32,
         "num_key_value_heads": 8, "intermediate_size": 14336, "max_position_embeddings": 131072, "rms_norm_eps": 1e-5, "rope_theta": 500000}
        """;

    [Fact]
    public void A_llama_is_read_with_the_defaults_of_hugging_face()
    {
        ModelSpec spec = Read(Llama);
        Assert.Equal(
            ("llama", 128256, 4096, 32, 32, 8, 128, 14336, 131072),
            (spec.Architecture, spec.VocabularySize, spec.HiddenSize, spec.LayerCount, spec.HeadCount, spec.KeyValueHeadCount, spec.HeadSize, spec.FeedForwardSize, spec.ContextLength));
        Assert.Equal((1e-5f, 500000.0), (spec.NormEpsilon, spec.RopeTheta));
        Assert.Null(spec.RopeScaling);
        Assert.Null(spec.SlidingWindow);
        Assert.False(spec.TiedEmbeddings || spec.QueryKeyNorm || spec.QueryKeyValueBias || spec.AttentionOutputBias || spec.FeedForwardBias);
    }

    [Fact]
    public void Absent_fields_take_the_familys_defaults()
    {
        ModelSpec llama = Read(Change(Llama, ("-rope_theta", null), ("-rms_norm_eps", null), ("-num_key_value_heads", null)));
        Assert.Equal((10_000.0, 1e-6f, 32), (llama.RopeTheta, llama.NormEpsilon, llama.KeyValueHeadCount));
        Assert.Equal(4096, Read(Change(Llama, ("model_type", "mistral"))).SlidingWindow);
        Assert.Null(Read(Change(Llama, ("model_type", "qwen2"), ("sliding_window", 4096))).SlidingWindow);
        ModelSpec qwen3 = Read(Change(Llama, ("model_type", "qwen3"), ("hidden_size", 2560)));
        Assert.Equal((128, true), (qwen3.HeadSize, qwen3.QueryKeyNorm));
    }

    [Fact]
    public void A_null_is_an_absent_field_except_for_mistrals_window()
    {
        Assert.Null(Read(Change(Llama, ("model_type", "mistral"), ("sliding_window", null))).SlidingWindow);
        Assert.Equal(128, Read(Change(Llama, ("head_dim", null))).HeadSize);
    }

    [Fact]
    public void Llama3_scaling_is_read_from_either_generation_of_the_format()
    {
        const string Scaling = """{"rope_type":"llama3","factor":8.0,"low_freq_factor":1.0,"high_freq_factor":4.0,"original_max_position_embeddings":8192}""";
        RopeScaling expected = new RopeScaling.Llama3(8, 1, 4, 8192);
        Assert.Equal(expected, Read(Change(Llama, ("rope_scaling", JsonNode.Parse(Scaling)))).RopeScaling);
        JsonNode parameters = JsonNode.Parse(Scaling)!;
        parameters["rope_theta"] = 300000;
        ModelSpec newer = Read(Change(Llama, ("-rope_theta", null), ("rope_parameters", parameters)));
        Assert.Equal((expected, 300000.0), (newer.RopeScaling, newer.RopeTheta));
    }

    [Theory]
    [InlineData("model_type", "\"gptj\"", "supported are llama, mistral, qwen2, qwen3, gemma2, gemma3_text, phi3, smollm3")]
    [InlineData("model_type", "7", "a string is needed")]
    [InlineData("architectures", "[\"LlamaForSequenceClassification\"]", "LlamaForCausalLM")]
    [InlineData("architectures", "\"LlamaForCausalLM\"", "a list of strings")]
    [InlineData("hidden_act", "\"gelu\"", "only 'silu'")]
    [InlineData("vocab_size", "0", "at least 1")]
    [InlineData("vocab_size", "1e99", "an integer")]
    [InlineData("vocab_size", "9223372036854775808", "an integer")]
    [InlineData("hidden_size", "\"4096\"", "an integer")]
    [InlineData("hidden_size", "4097", "attention heads do not divide")]
    [InlineData("num_attention_heads", "4096", "at most 1024")]
    [InlineData("num_key_value_heads", "5", "does not divide")]
    [InlineData("head_dim", "63", "even number")]
    [InlineData("head_dim", "65536", "even number")]
    [InlineData("rms_norm_eps", "-1", "from 0")]
    [InlineData("rope_theta", "0", "positive")]
    [InlineData("tie_word_embeddings", "1", "true or false")]
    [InlineData("sliding_window", "4096", "no sliding window")]
    [InlineData("quantization", "{\"bits\": 4}", "unquantised")]
    [InlineData("quantization_config", "{\"quant_method\": \"gptq\"}", "unquantised")]
    [InlineData("num_local_experts", "8", "not support")]
    [InlineData("attn_logit_softcapping", "50.0", "not support")]
    [InlineData("partial_rotary_factor", "0.5", "not support")]
    [InlineData("logits_scaling", "8", "not support")]
    [InlineData("clip_qkv", "8.0", "not support")]
    [InlineData("vision_config", "{\"depth\": 1}", "not support")]
    [InlineData("auto_map", "{\"AutoModelForCausalLM\": \"modeling.M\"}", "not support")]
    [InlineData("layer_types", "[\"full_attention\"]", "1 entries for 32 layers")]
    [InlineData("rope_scaling", "{\"rope_type\": \"ntk\", \"factor\": 4.0}", "supported are default, linear, llama3, yarn and longrope", "rope_scaling.rope_type")]
    [InlineData("rope_scaling", "{\"type\": \"linear\"}", "missing", "rope_scaling.factor")]
    [InlineData("rope_scaling", "{\"type\": \"linear\", \"factor\": 0.5}", "at least 1", "rope_scaling.factor")]
    [InlineData("rope_scaling", "{\"type\": \"linear\", \"rope_type\": \"llama3\", \"factor\": 2}", "but rope_type is", "rope_scaling.type")]
    [InlineData("rope_scaling", "{\"type\": \"default\", \"mrope_section\": [1, 2]}", "not supported for", "rope_scaling.mrope_section")]
    [InlineData("rope_scaling", "{\"rope_type\": \"llama3\", \"factor\": 8, \"low_freq_factor\": 4, \"high_freq_factor\": 1, \"original_max_position_embeddings\": 8192}", "greater", "rope_scaling.high_freq_factor")]
    [InlineData("rope_scaling", "4", "an object")]
    public void What_cannot_be_run_is_refused_by_its_field(string field, string value, string message, string? faulty = null)
    {
        ModelFormatException fault = Assert.Throws<ModelFormatException>(() => Read(Change(Llama, (field, JsonNode.Parse(value)))));
        Assert.Equal(("config.json", faulty ?? field), (fault.File, fault.Field));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("attention_bias", "mistral")]
    [InlineData("mlp_bias", "qwen2")]
    public void A_bias_that_the_family_does_not_define_is_refused(string field, string family) => Assert.Equal(
        field, Assert.Throws<ModelFormatException>(() => Read(Change(Llama, ("model_type", family), (field, true)))).Field);

    [Theory]
    [InlineData("quantization_config", "{}")]
    [InlineData("num_experts", "0")]
    [InlineData("partial_rotary_factor", "1.0")]
    [InlineData("use_qk_norm", "false")]
    [InlineData("torch_dtype", "\"bfloat16\"")]
    [InlineData("rope_scaling", "{\"rope_type\": \"default\"}")]
    [InlineData("some_framework_version", "\"9.9\"")]
    public void What_changes_nothing_is_let_pass(string field, string value) =>
        Assert.Equal(32, Read(Change(Llama, (field, JsonNode.Parse(value)))).LayerCount);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"model_type\": \"llama\", \"model_type\": \"qwen3\"}")]
    [InlineData("{\"\\ud800\": 1}")]
    [InlineData("{\"model_type\": \"\\ud800\"}")]
    [InlineData("{\"model_type\": \"llama\", \"rope_theta\": Infinity}")]
    [InlineData("{\"model_type\": \"llama\"}")]
    public void A_broken_file_is_refused(string json) => Assert.Equal("config.json", Assert.Throws<ModelFormatException>(() => Read(json)).File);

    [Fact]
    public unsafe void Thousands_of_damaged_files_give_the_typed_error_or_a_spec()
    {
        byte[] whole = System.Text.Encoding.UTF8.GetBytes(Change(
            Llama,
            ("model_type", "qwen2"),
            ("architectures", new JsonArray("Qwen2ForCausalLM")),
            ("use_sliding_window", true),
            ("rope_scaling", JsonNode.Parse("""{"rope_type":"llama3","factor":8.0,"low_freq_factor":1.0,"high_freq_factor":4.0,"original_max_position_embeddings":8192}"""))));
        byte[] alphabet = "{}[]\":,0123456789-.eE\\utrnaf\u0000\u00ff"u8.ToArray();
        Random random = new(20261121);
        int refused = 0;
        for (int round = 0; round < 4000; round++)
        {
            byte[] damaged = [.. whole];
            for (int change = random.Next(1, 4); change > 0; change--)
                damaged[random.Next(damaged.Length)] = alphabet[random.Next(alphabet.Length)];
            fixed (byte* start = damaged)
            {
                using UnmanagedMemoryStream stream = new(start, damaged.Length);
                using MappedFile file = MappedFile.Of("config.json", stream);
                try
                {
                    ModelSpecReader.Read(file);
                }
                catch (ModelFormatException)
                {
                    refused++;
                }
            }
        }

        Assert.InRange(refused, 1000, 3999);
    }

    [Fact]
    public void A_quantised_checkpoint_is_refused_by_its_field()
    {
        string folder = RepositoryFiles.Shared("data", "models", "unsupported", "mlx_4bit_sharded");
        ModelFormatException fault = Assert.Throws<ModelFormatException>(() => LanguageModel.Load(folder));
        Assert.Equal(("config.json", "quantization"), (fault.File, fault.Field));
        Assert.Contains("unquantised weights (F32, F16, BF16). Quantised ones come in GGUF", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Billions_of_layers_cost_nothing_before_the_first_missing_tensor()
    {
        RandomModel model = new();
        using TemporaryFolder folder = model.Write();
        folder.Write("config.json", File.ReadAllText(Path.Combine(folder.Path, "config.json")).Replace("\"num_hidden_layers\": 3", "\"num_hidden_layers\": 2147483647", StringComparison.Ordinal));
        using ModelFiles files = ModelFiles.FromFolder(folder.Path);
        Assert.Equal("model.layers.3.input_layernorm.weight", Assert.Throws<ModelFormatException>(() => Decoder.Load(files)).Field);
    }

    [Fact]
    public void A_weight_that_the_architecture_has_no_place_for_is_refused()
    {
        RandomModel model = new() { QueryKeyNorm = true };
        using TemporaryFolder folder = model.Write();
        using ModelFiles files = ModelFiles.FromFolder(folder.Path);
        ModelFormatException fault = Assert.Throws<ModelFormatException>(() => Decoder.Load(files));
        Assert.Equal("model.safetensors", fault.File);
        Assert.Contains("_norm.weight", fault.Field, StringComparison.Ordinal);
    }

    private static ModelSpec Read(string json)
    {
        using TemporaryFolder folder = new TemporaryFolder().Write("config.json", json);
        using ModelFiles files = ModelFiles.FromFolder(folder.Path);
        return ModelSpecReader.Read(files.Open("config.json"));
    }

    /// <summary>Sets fields, to JSON null too; a minus before the name removes the field.</summary>
    private static string Change(string json, params (string Field, JsonNode? Value)[] changes)
    {
        JsonObject config = JsonNode.Parse(json)!.AsObject();
        foreach ((string field, JsonNode? value) in changes)
        {
            if (field.StartsWith('-'))
                config.Remove(field[1..]);
            else
                config[field] = value;
        }

        return config.ToJsonString();
    }
}
