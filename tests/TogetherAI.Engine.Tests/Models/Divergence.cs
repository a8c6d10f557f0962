namespace TogetherAI.Engine.Tests.Models;

/// <summary>How far one set of logits is from another: Kullback and Leibler's divergence of the distributions, in nats.</summary>
internal static class Divergence
{
    public static double Mean(float[][] expected, float[][] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        return expected.Zip(actual, Of).Average();
    }

    public static double[] LogProbabilities(float[] logits)
    {
        double max = logits.Max(), sum = logits.Sum(logit => Math.Exp(logit - max));
        return [.. logits.Select(logit => logit - max - Math.Log(sum))];
    }

    private static double Of(float[] expected, float[] actual) =>
        LogProbabilities(expected).Zip(LogProbabilities(actual), (p, q) => Math.Exp(p) * (p - q)).Sum();
}
