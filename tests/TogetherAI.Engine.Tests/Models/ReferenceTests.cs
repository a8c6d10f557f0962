using TogetherAI.Engine.Models;
using TogetherAI.Engine.Tests.Models.Gguf;

namespace TogetherAI.Engine.Tests.Models;

/// <summary>Every architecture against an implementation that shares no code with the engine.</summary>
public class ReferenceTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => [.. ReferenceCase.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Log_probabilities_are_the_references(string name)
    {
        ReferenceCase one = ReferenceCase.All[name];
        using TemporaryFolder folder = one.Write();
        float[][] logits = GgufModels.Run(folder, one.Ids, options: one.Options);
        double worst = one.LogProbabilities.Max(row => Divergence.LogProbabilities(logits[row.Key]).Zip(row.Value, (a, b) => Math.Abs(a - b)).Max());
        output.WriteLine($"largest difference {worst:E2}");
        Assert.InRange(worst, 0, 1e-4);
        Assert.Equal(logits, GgufModels.Run(folder, one.Ids, chunk: 7, one.Options));
    }

    /// <summary>Tables of rotary divisors are single precision in GGUF; all else is kept to the bit.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void As_gguf_it_is_the_same_model(string name)
    {
        ReferenceCase one = ReferenceCase.All[name];
        using TemporaryFolder folder = one.Write(), converted = GgufModels.Write(folder.Path, WeightFormat.F32);
        float[][] expected = GgufModels.Run(folder, one.Ids, options: one.Options), actual = GgufModels.Run(converted, one.Ids, options: one.Options);
        float worst = expected.Zip(actual, (x, y) => x.Zip(y, (a, b) => Math.Abs(a - b)).Max()).Max();
        output.WriteLine($"largest difference {worst:E2}");
        Assert.InRange(worst, 0, one.Config.Contains("rope_", StringComparison.Ordinal) || one.Config.Contains("query_pre", StringComparison.Ordinal) ? 2e-5f : 0f);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void In_8_bits_it_diverges_by_less_than_a_thousandth(string name)
    {
        ReferenceCase one = ReferenceCase.All[name];
        using TemporaryFolder folder = one.Write(), converted = GgufModels.Write(folder.Path, WeightFormat.Q8_0);
        double divergence = Divergence.Mean(GgufModels.Run(folder, one.Ids, options: one.Options), GgufModels.Run(converted, one.Ids, options: one.Options));
        output.WriteLine($"mean KL {divergence:E2}");
        Assert.InRange(divergence, 1e-9, 1e-3);
    }
}
