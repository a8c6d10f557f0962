using TogetherAI.Engine.Models;

namespace TogetherAI.Engine.Tests.Models;

/// <summary>The configurations of models as they are published: what is left out there is what the family takes for granted.</summary>
public class ArchitectureSpecTests
{
    private const string Shape = """
        "vocab_size": 1000, "hidden_size": 2304, "num_hidden_layers": 8, "num_attention_heads": 8, "num_key_value_heads": 4, "intermediate_size": 9216,
        "max_position_embeddings": 8192
        """;

    [Fact]
    public void Gemma2_as_published()
    {
        ModelSpec spec = Read($$"""{"model_type": "gemma2", {{Shape}}, "hidden_act": "gelu_pytorch_tanh", "query_pre_attn_scalar": 256, "cache_implementation": "hybrid"}""");
        Assert.Equal((256, 4096, 50.0, 30.0, 48.0), (spec.HeadSize, spec.SlidingWindow, spec.AttentionSoftCap, spec.LogitSoftCap, spec.EmbeddingScale));
        Assert.True(spec.TiedEmbeddings && spec.OutputNorms && spec.IsWindowed(0) && !spec.IsWindowed(1));
        Assert.Null(spec.QueryScale);
        ModelSpec large = Read($$"""{"model_type": "gemma2", {{Shape}}, "head_dim": 128, "query_pre_attn_scalar": 144, "attn_logit_softcapping": null}""");
        Assert.Equal((1 / 12.0, null), (large.QueryScale, large.AttentionSoftCap));
    }

    [Fact]
    public void Gemma3_as_published()
    {
        ModelSpec spec = Read($$"""
            {"model_type": "gemma3_text", {{Shape}}, "sliding_window": 512, "sliding_window_pattern": 6, "rope_theta": 1000000, "rope_local_base_freq": 10000,
             "rope_scaling": null, "attn_logit_softcapping": null, "final_logit_softcapping": null}
            """);
        Assert.Equal((512, 1e6, 1e4, true), (spec.SlidingWindow, spec.RopeTheta, spec.WindowedRopeTheta, spec.QueryKeyNorm));
        Assert.Equal([5], Enumerable.Range(0, 8).Where(layer => !spec.IsWindowed(layer)));
        Assert.Null(spec.LogitSoftCap);
    }

    [Fact]
    public void Phi4_mini_as_published()
    {
        string list = string.Join(",", Enumerable.Repeat("1.5", 48));
        ModelSpec spec = Read($$"""
            {"model_type": "phi3", "vocab_size": 200064, "hidden_size": 3072, "num_hidden_layers": 32, "num_attention_heads": 24, "num_key_value_heads": 8,
             "intermediate_size": 8192, "max_position_embeddings": 131072, "original_max_position_embeddings": 4096, "partial_rotary_factor": 0.75,
             "sliding_window": 262144, "tie_word_embeddings": true, "rope_scaling": {"type": "longrope", "short_factor": [{{list}}], "long_factor": [{{list}}]} }
            """);
        RopeScaling.LongRope scaling = Assert.IsType<RopeScaling.LongRope>(spec.RopeScaling);
        Assert.Equal((96, 4096, 48), (spec.RotarySize, scaling.OriginalContextLength, scaling.LongDivisors.Count));
        Assert.Equal(Math.Sqrt(1 + (Math.Log(32) / Math.Log(4096))), scaling.AttentionFactor, tolerance: 1e-12);
    }

    [Fact]
    public void Smollm3_as_published()
    {
        ModelSpec spec = Read($$"""
            {"model_type": "smollm3", {{Shape}}, "rope_theta": 5000000.0, "no_rope_layer_interval": 4, "no_rope_layers": [1, 1, 1, 0, 1, 1, 1, 0],
             "use_sliding_window": false, "sliding_window": null, "mlp_bias": false, "pad_token_id": 7}
            """);
        Assert.Equal((5e6, true), (spec.RopeTheta, spec.TiedEmbeddings));
        Assert.Equal([3, 7], Enumerable.Range(0, 8).Where(layer => spec.UnrotatedLayers[layer]));
    }

    [Theory]
    [InlineData("gemma2", "\"hidden_activation\": \"gelu\"", "hidden_activation")]
    [InlineData("gemma2", "\"attn_logit_softcapping\": 0", "attn_logit_softcapping")]
    [InlineData("gemma2", "\"query_pre_attn_scalar\": -1", "query_pre_attn_scalar")]
    [InlineData("gemma3_text", "\"final_logit_softcapping\": 30.0", "final_logit_softcapping")]
    [InlineData("gemma3_text", "\"use_bidirectional_attention\": true", "use_bidirectional_attention")]
    [InlineData("gemma3_text", "\"rope_local_base_freq\": 0", "rope_local_base_freq")]
    [InlineData("llama", "\"query_pre_attn_scalar\": 64", "query_pre_attn_scalar")]
    [InlineData("phi3", "\"partial_rotary_factor\": 0.001", "partial_rotary_factor")]
    [InlineData("phi3", "\"partial_rotary_factor\": 1.5", "partial_rotary_factor")]
    [InlineData("phi3", "\"attention_bias\": true", "attention_bias")]
    [InlineData("phi3", "\"rope_scaling\": {\"type\": \"longrope\", \"short_factor\": [1], \"long_factor\": [1]}", "rope_scaling.short_factor")]
    [InlineData("phi3", "\"rope_scaling\": {\"type\": \"longrope\", \"long_factor\": [1]}", "rope_scaling.short_factor")]
    [InlineData("smollm3", "\"no_rope_layers\": [1, 2]", "no_rope_layers")]
    [InlineData("smollm3", "\"no_rope_layers\": 4", "no_rope_layers")]
    [InlineData("qwen3", "\"rope_scaling\": {\"rope_type\": \"yarn\"}", "rope_scaling.factor")]
    [InlineData("qwen3", "\"rope_scaling\": {\"rope_type\": \"yarn\", \"factor\": 4, \"beta_fast\": 1, \"beta_slow\": 2}", "rope_scaling.beta_fast")]
    [InlineData("qwen3", "\"rope_scaling\": {\"rope_type\": \"yarn\", \"factor\": 4, \"low_freq_factor\": 1}", "rope_scaling.low_freq_factor")]
    public void What_the_family_does_not_do_is_refused_by_its_field(string family, string field, string faulty)
    {
        ModelFormatException fault = Assert.Throws<ModelFormatException>(() => Read($$"""{"model_type": "{{family}}", {{Shape}}, {{field}}}"""));
        Assert.Equal(("config.json", faulty), (fault.File, fault.Field));
    }

    [Fact]
    public void Yarn_takes_the_factor_from_mscale_where_there_is_none_and_may_keep_broken_places()
    {
        RopeScaling.Yarn yarn = Assert.IsType<RopeScaling.Yarn>(Read($$"""
            {"model_type": "qwen3", {{Shape}}, "rope_scaling": {"rope_type": "yarn", "factor": 40, "mscale": 1.0, "mscale_all_dim": 0.5, "truncate": false} }
            """).RopeScaling);
        Assert.Equal(((0.1 * Math.Log(40)) + 1) / ((0.05 * Math.Log(40)) + 1), yarn.AttentionFactor, tolerance: 1e-12);
        Assert.Equal((8192, false), (yarn.OriginalContextLength, yarn.WholePlaces));
    }

    private static ModelSpec Read(string json)
    {
        using TemporaryFolder folder = new TemporaryFolder().Write("config.json", json);
        using ModelFiles files = ModelFiles.FromFolder(folder.Path);
        return ModelSpecReader.Read(files.Open("config.json"));
    }
}
