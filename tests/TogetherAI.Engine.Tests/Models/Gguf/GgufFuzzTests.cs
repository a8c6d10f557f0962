using TogetherAI.Engine.Conversion;
using TogetherAI.Engine.Models;
using TogetherAI.Engine.Tests.Weights;

namespace TogetherAI.Engine.Tests.Models.Gguf;

public class GgufFuzzTests
{
    private static readonly ModelSpec s_spec = new()
    {
        Architecture = "qwen3", VocabularySize = 300, HiddenSize = 64, LayerCount = 2, HeadCount = 4, KeyValueHeadCount = 2, HeadSize = 16,
        FeedForwardSize = 512, ContextLength = 64, NormEpsilon = 1e-5f, RopeTheta = 10_000, QueryKeyNorm = true,
        RopeScaling = new RopeScaling.Yarn(4, 16, 32, 1, 1.1), SlidingWindow = 8, WindowedLayers = [true, false],
    };

    /// <summary>
    /// A whole model, header and vocabulary damaged at random: it loads or is refused by the typed error, and takes no more memory than the
    /// file has bytes. What loads is run for a token now and then: every address that the header led to is inside the file.
    /// </summary>
    [Fact]
    public void Damaged_headers_give_the_typed_error_or_a_model_and_take_no_more_memory_than_the_file()
    {
        byte[] whole = Model();
        int header = whole.Length - (int)s_weightBytes.Value, refused = 0, loaded = 0, rounds = Rounds.Of(3000);
        Random random = new(20261128);
        Load(whole, run: true);
        for (int round = 0; round < rounds; round++)
        {
            byte[] damaged = Mutation.Of(whole, header, random);
            long before = GC.GetAllocatedBytesForCurrentThread();
            bool loads = Load(damaged, run: false);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, whole.Length);
            refused += loads ? 0 : 1;
            if (loads && loaded++ % 20 == 0)
                Load(damaged, run: true);
        }

        Assert.InRange(refused, rounds / 4, rounds - (rounds / 50));
    }

    private static readonly Lazy<long> s_weightBytes = new(() => ModelTensors.Of(s_spec).Sum(tensor => tensor.Shape.Aggregate(4L, (a, b) => a * b)));

    private static byte[] Model()
    {
        GgufWriter writer = GgufModel.Create("fuzz", s_spec, Engine.Conversion.RandomModel.Tensors(s_spec, seed: 1), WeightFormat.F32);
        Engine.Conversion.RandomModel.WriteVocabulary(writer, s_spec.VocabularySize);
        using MemoryStream stream = new();
        writer.WriteTo(stream, default);
        return stream.ToArray();
    }

    private static bool Load(byte[] bytes, bool run)
    {
        using LanguageModel? model = TryLoad(bytes);
        if (run && model is not null)
            Golden.Run(model.Decoder, [0], 1);
        return model is not null;
    }

    private static LanguageModel? TryLoad(byte[] bytes)
    {
        try
        {
            return LanguageModel.Load(new ByteModelFiles(bytes));
        }
        catch (ModelFormatException)
        {
            return null;
        }
    }
}
