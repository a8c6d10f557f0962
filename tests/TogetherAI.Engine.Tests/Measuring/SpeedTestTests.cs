using TogetherAI.Engine.Measuring;

namespace TogetherAI.Engine.Tests.Measuring;

public class SpeedTestTests
{
    [Fact]
    public void A_steps_work_is_that_of_its_matrices()
    {
        // Each matrix of a layer once; the output layer is read for each step, but a prompt passes it only once. Two bytes a weight.
        LanguageModel model = TaiTiny.Model;
        ModelSpec spec = model.Spec;
        long queries = (long)spec.HiddenSize * spec.HeadCount * spec.HeadSize, keys = (long)spec.HiddenSize * spec.KeyValueHeadCount * spec.HeadSize;
        long layers = spec.LayerCount * ((2 * queries) + (2 * keys) + (3L * spec.HiddenSize * spec.FeedForwardSize));
        (long bytes, long multiplications) = SpeedTest.WorkOf(model.Decoder);
        Assert.Equal(layers, multiplications);
        Assert.Equal((layers + ((long)spec.VocabularySize * spec.HiddenSize)) * 2, bytes);
    }

    [Fact]
    public void Shares_are_of_what_was_measured()
    {
        SpeedReport report = new()
        {
            Model = "m", InstructionSet = "Avx2", Threads = 2, BatchSequences = 1, WeightBytes = 1_000_000_000, OperationsPerToken = 2_000_000_000,
            PrefillTokensPerSecond = 100, DecodeTokensPerSecond = 20, ReadBytesPerSecond = 40e9, PeakOperationsPerSecond = 500e9,
        };
        Assert.Equal(0.5, report.BandwidthShare, 1e-9);
        Assert.Equal(0.4, report.ComputeShare, 1e-9);
    }
}
