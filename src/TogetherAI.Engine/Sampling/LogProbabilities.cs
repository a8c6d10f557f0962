using System.Numerics.Tensors;
using TogetherAI.Engine.Generation;
using TogetherAI.Engine.Kernels;

namespace TogetherAI.Engine.Sampling;

/// <summary>Log-probabilities of a model's own distribution: the log-softmax of its unmodified logits.</summary>
internal static class LogProbabilities
{
    /// <summary>The logarithm of the sum of the exponentials: subtracted from a logit it gives the log-probability.</summary>
    public static float Normaliser(ReadOnlySpan<float> logits, SamplingBuffers buffers)
    {
        float max = TensorPrimitives.Max(logits);
        TensorPrimitives.Subtract(logits, max, buffers.Weights);
        TensorPrimitives.Exp(buffers.Weights, buffers.Weights);
        return max + MathF.Log(VectorMath.Sum(buffers.Weights));
    }

    /// <summary>The likeliest tokens, best first.</summary>
    public static TokenLogProb[] Top(ReadOnlySpan<float> logits, float normaliser, int count, SamplingBuffers buffers)
    {
        if (count == 0)
            return [];
        Ranking.Fill(logits, buffers.Keys);
        Ranking.SelectSmallest(buffers.Keys, count);
        TokenLogProb[] top = new TokenLogProb[Math.Min(count, logits.Length)];
        for (int i = 0; i < top.Length; i++)
        {
            int token = Ranking.TokenOf(buffers.Keys[i]);
            top[i] = new TokenLogProb(token, logits[token] - normaliser);
        }

        return top;
    }
}
