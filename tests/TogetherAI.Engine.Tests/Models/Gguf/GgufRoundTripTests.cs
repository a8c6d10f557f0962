using TogetherAI.Engine.Models;
using TogetherAI.Testing;

namespace TogetherAI.Engine.Tests.Models.Gguf;

public class GgufRoundTripTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("tiny_mistral", WeightFormat.BF16)]
    [InlineData("tiny_mistral", WeightFormat.F32)]
    [InlineData("tiny_qwen3", WeightFormat.BF16)]
    [InlineData("tiny_qwen3", WeightFormat.F32)]
    public void A_converted_model_has_the_logits_of_its_folder_to_the_bit(string model, WeightFormat format)
    {
        using Golden golden = new(model);
        using TemporaryFolder folder = GgufModels.Write(RepositoryFiles.Shared("data", "models", model), format);
        Assert.Equal(golden.Run(24), GgufModels.Run(folder, golden.Ids));
    }

    [Fact]
    public void Llama3s_scaling_is_kept_as_divisors_in_single_precision()
    {
        using Golden golden = new("tiny_llama3");
        using TemporaryFolder folder = GgufModels.Write(RepositoryFiles.Shared("data", "models", "tiny_llama3"), WeightFormat.F32);
        float worst = Difference(golden.Run(24), GgufModels.Run(folder, golden.Ids));
        output.WriteLine($"largest difference {worst:E2}");
        Assert.InRange(worst, 0, 1e-5f);
    }

    [Fact]
    public void Biases_of_turned_heads_are_paired_like_their_rows()
    {
        RandomModel model = new()
        {
            AttentionBias = true, OutputBias = true, FeedForwardBias = true, Config = "\"attention_bias\": true, \"mlp_bias\": true,",
        };
        using TemporaryFolder source = model.Write(), folder = GgufModels.Write(source.Path, WeightFormat.F32);
        using ModelFiles files = ModelFiles.FromFolder(source.Path);
        int[] ids = [1, 5, 30, 2, 9];
        Assert.Equal(Golden.Run(Decoder.Load(files), ids, 5), GgufModels.Run(folder, ids));
    }

    [Fact]
    public void A_tied_head_stays_tied()
    {
        using TemporaryFolder source = new RandomModel { Tied = true }.Write(), folder = GgufModels.Write(source.Path, WeightFormat.F32);
        using ModelFiles files = ModelFiles.FromFolder(folder.Path);
        Assert.True(Decoder.Load(files).Spec.TiedEmbeddings);
    }

    /// <summary>Weights and inputs in 8 bits: what that costs is measured as the mean divergence of the next token's distribution.</summary>
    [Theory]
    [InlineData("tiny_llama3")]
    [InlineData("tiny_mistral")]
    [InlineData("tiny_qwen3")]
    public void Q8_0_diverges_from_float_by_less_than_a_thousandth(string model)
    {
        using Golden golden = new(model);
        using TemporaryFolder folder = GgufModels.Write(RepositoryFiles.Shared("data", "models", model), WeightFormat.Q8_0);
        double divergence = Divergence.Mean(golden.Run(24), GgufModels.Run(folder, golden.Ids));
        output.WriteLine($"mean KL {divergence:E2}");
        Assert.InRange(divergence, 1e-9, 1e-3);
    }

    private static float Difference(float[][] a, float[][] b) => a.Zip(b, (x, y) => x.Zip(y, (p, q) => Math.Abs(p - q)).Max()).Max();
}
