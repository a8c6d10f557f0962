using TogetherAI.Engine.Conversion;
using TogetherAI.Engine.Conversion.Encoders;
using TogetherAI.Engine.Kernels;
using TogetherAI.Engine.Models;
using TogetherAI.Engine.Tests.Models;
using TogetherAI.Engine.Tests.Models.Gguf;
using TogetherAI.Engine.Weights;
using TogetherAI.Testing;

namespace TogetherAI.Engine.Tests.Conversion;

public class QuantizationTests(ITestOutputHelper output)
{
    /// <summary>Made while loading or by a conversion before, they are the same blocks.</summary>
    [Theory]
    [InlineData(WeightFormat.Q8_0)]
    [InlineData(WeightFormat.Q4_0)]
    public void Weights_quantised_at_load_give_the_logits_of_the_converted_file(WeightFormat format)
    {
        string path = RepositoryFiles.Shared("data", "models", "tiny_qwen3");
        using Golden golden = new("tiny_qwen3");
        using ModelFiles files = ModelFiles.FromFolder(path);
        using TemporaryFolder converted = GgufModels.Write(path, format);
        float[][] loaded = Golden.Run(Decoder.Load(files, new LanguageModelOptions { Quantization = format }), golden.Ids, 24);
        Assert.Equal(GgufModels.Run(converted, golden.Ids), loaded);
        Assert.NotEqual(golden.Run(24), loaded);
    }

    [Fact]
    public void What_is_small_already_stays_as_it_is()
    {
        using TemporaryFolder converted = GgufModels.Write(RepositoryFiles.Shared("data", "models", "tiny_qwen3"), WeightFormat.Q4_0);
        Assert.Equal(
            GgufModels.Run(converted, [1, 2, 3]),
            GgufModels.Run(converted, [1, 2, 3], options: new LanguageModelOptions { Quantization = WeightFormat.Q8_0 }));
    }

    /// <summary>Its feed-forward width, 704, is no multiple of 256: those rows take 8 bits, and the model still answers.</summary>
    [Fact]
    public void Rows_that_blocks_do_not_divide_take_the_next_better_format()
    {
        using LanguageModel model = LanguageModel.Load(TaiTiny.Folder, new LanguageModelOptions { Quantization = WeightFormat.Q4_K });
        int[] ids = TaiTiny.Capital.Ids;
        float[] last = Golden.Run(model.Decoder, ids, 64)[^1];
        Assert.Equal(TaiTiny.Capital.GreedyIds[0], Array.IndexOf(last, last.Max()));
    }

    /// <summary>
    /// What each format costs of a trained model, over all prompts that there are. Plain rounding to the range that holds all weights costs
    /// 0.0098, 0.0054, 0.0017 and 0.0008.
    /// </summary>
    [Fact]
    public void The_more_bits_the_less_a_trained_model_diverges()
    {
        float[][] expected = Run(TaiTiny.Model);
        double[] divergences = [.. new[] { WeightFormat.Q4_0, WeightFormat.Q4_K, WeightFormat.Q5_K, WeightFormat.Q6_K, WeightFormat.Q8_0 }.Select(Of)];
        Assert.All(divergences.Zip([9e-3, 4e-3, 1.4e-3, 7e-4, 2e-4]), pair => Assert.InRange(pair.First, pair.Second / 2, pair.Second));

        double Of(WeightFormat format)
        {
            using LanguageModel model = LanguageModel.Load(TaiTiny.Folder, new LanguageModelOptions { Quantization = format });
            double divergence = Divergence.Mean(expected, Run(model));
            output.WriteLine($"{format}: mean KL {divergence:E2}");
            return divergence;
        }

        static float[][] Run(LanguageModel model) => [.. TaiTiny.Cases.SelectMany(one => Golden.Run(model.Decoder, one.Ids, 64))];
    }

    /// <summary>
    /// What the engine adds to that by rounding inputs to a byte: beside the same weights, each the number that its block stands for, in floats.
    /// What a format itself loses no engine brings back.
    /// </summary>
    [Theory]
    [InlineData(WeightFormat.Q4_0)]
    [InlineData(WeightFormat.Q4_K)]
    [InlineData(WeightFormat.Q5_K)]
    [InlineData(WeightFormat.Q6_K)]
    [InlineData(WeightFormat.Q8_0)]
    public void Products_of_integers_diverge_little_from_products_of_the_weights_that_they_stand_for(WeightFormat format)
    {
        using ModelFiles folder = ModelFiles.FromFolder(TaiTiny.Folder);
        ModelSpec spec = TaiTiny.Model.Spec;
        using TemporaryFolder floats = GgufModels.Write(
            GgufModel.Create("test", spec, StoreTensors.Of(TensorStore.Open(folder), spec).Select(tensor => Rounded(tensor, format, spec.TiedEmbeddings)), WeightFormat.F32));
        using TemporaryFolder integers = GgufModels.Write(TaiTiny.Folder, format);
        double divergence = Divergence.Mean(Run(floats), Run(integers));
        output.WriteLine($"{format}: mean KL {divergence:E2}");
        Assert.InRange(divergence, 1e-9, 1e-3);

        static float[][] Run(TemporaryFolder model) => [.. TaiTiny.Cases.SelectMany(one => GgufModels.Run(model, one.Ids, 64))];
    }

    /// <summary>The tensor with the weights that are left of it in a format.</summary>
    private static unsafe SourceTensor Rounded(SourceTensor tensor, WeightFormat format, bool tied)
    {
        if (tensor.IsVector)
            return tensor;
        WeightFormat stored = WeightPlan.FormatOf(tensor.Name, tensor.Columns, format, tied);
        return tensor with
        {
            Fill = (row, values) =>
            {
                // Rows are filled by several threads.
                byte[] block = new byte[WeightFormats.RowBytes(stored, tensor.Columns)];
                tensor.Fill(row, values);
                WeightEncoder.Encode(stored, values, block);
                fixed (byte* data = block)
                    WeightFormats.Create(stored, data, 1, tensor.Columns).CopyRow(0, values);
            },
        };
    }

    [Fact]
    public void An_option_out_of_bounds_is_named()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => LanguageModel.Load(TaiTiny.Folder, new LanguageModelOptions { Quantization = (WeightFormat)99 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => LanguageModel.Load(TaiTiny.Folder, new LanguageModelOptions { ContextLength = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => LanguageModel.Load(TaiTiny.Folder, new LanguageModelOptions { MaxTileBytes = -1 }));
        using LanguageModel model = LanguageModel.Load(TaiTiny.Folder, new LanguageModelOptions { ContextLength = 100 });
        Assert.Equal(100, model.Spec.ContextLength);
    }
}
