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

    /// <summary>One begins a second late and one ends a second early: what comes meanwhile counts, not what comes when some are silent.</summary>
    [Fact]
    public void Sequences_together_are_measured_while_all_of_them_write()
    {
        long second = TimeProvider.System.TimestampFrequency;
        List<long>[] runs = [[0, second, 2 * second, 3 * second], [second, 2 * second, 3 * second, 4 * second]];
        Assert.Equal(4 / 2.0, SpeedRuns.TogetherRate(runs, TimeProvider.System));

        // They never write together: then all that came after the first token counts.
        Assert.Equal(3 / 3.0, SpeedRuns.TogetherRate([[0, second], [2 * second, 3 * second]], TimeProvider.System));
    }
}
