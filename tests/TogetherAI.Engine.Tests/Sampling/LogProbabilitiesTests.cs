using TogetherAI.Engine.Generation;
using TogetherAI.Engine.Sampling;

namespace TogetherAI.Engine.Tests.Sampling;

public class LogProbabilitiesTests
{
    [Fact]
    public void They_are_the_log_softmax()
    {
        // Weights 1, 2, 1: probabilities 1/4, 1/2, 1/4.
        float[] logits = [10, 10 + MathF.Log(2), 10];
        SamplingBuffers buffers = new(3);
        float normaliser = LogProbabilities.Normaliser(logits, buffers);
        Assert.Equal(10 + MathF.Log(4), normaliser, 1e-6f);
        TokenLogProb[] top = LogProbabilities.Top(logits, normaliser, 2, buffers);
        Assert.Equal([1, 0], top.Select(one => one.Token));
        Assert.Equal(-0.6931472f, top[0].LogProb, 1e-6f);
        Assert.Equal(-1.3862944f, top[1].LogProb, 1e-6f);
    }

    [Fact]
    public void Huge_logits_do_not_overflow_and_no_more_than_all_are_listed()
    {
        SamplingBuffers buffers = new(2);
        float normaliser = LogProbabilities.Normaliser([1e30f, -1e30f], buffers);
        Assert.Equal(1e30f, normaliser);
        Assert.Equal(2, LogProbabilities.Top([1e30f, -1e30f], normaliser, 20, buffers).Length);
        Assert.Empty(LogProbabilities.Top([1, 2], 0, 0, buffers));
    }
}
