using System.Numerics.Tensors;
using TogetherAI.Engine.Kernels;

namespace TogetherAI.Engine.Models;

/// <summary>The activation of the feed-forward layer, and the bending of scores and logits towards a bound.</summary>
internal static class FeedForwardGate
{
    private const int Chunk = 256;

    /// <summary><c>activation(gate) · up</c>, into <paramref name="up"/>.</summary>
    public static void Apply(Activation activation, Span<float> gate, Span<float> up)
    {
        if (activation == Activation.Silu)
        {
            VectorMath.SwiGlu(gate, up);
            return;
        }

        for (int start = 0; start < gate.Length; start += Chunk)
        {
            int length = Math.Min(Chunk, gate.Length - start);
            GeGlu(gate.Slice(start, length), up.Slice(start, length));
        }
    }

    /// <summary><c>cap · tanh(value / cap)</c>, in place.</summary>
    public static void SoftCap(Span<float> values, float cap)
    {
        TensorPrimitives.Multiply(values, 1 / cap, values);
        TensorPrimitives.Tanh(values, values);
        TensorPrimitives.Multiply(values, cap, values);
    }

    /// <summary><c>½ (1 + tanh(u))</c> is <c>sigmoid(2u)</c>: one exponential in place of a hyperbolic function.</summary>
    private static void GeGlu(ReadOnlySpan<float> gate, Span<float> up)
    {
        Span<float> bent = stackalloc float[Chunk];
        bent = bent[..gate.Length];
        TensorPrimitives.Multiply(gate, gate, bent);
        TensorPrimitives.Multiply(bent, 0.044715f, bent);
        TensorPrimitives.Add(bent, 1f, bent);
        TensorPrimitives.Multiply(bent, gate, bent);
        TensorPrimitives.Multiply(bent, 1.5957691216057308f, bent); // 2·√(2/π)
        TensorPrimitives.Sigmoid(bent, bent);
        TensorPrimitives.Multiply(bent, gate, bent);
        TensorPrimitives.Multiply(bent, up, up);
    }
}
