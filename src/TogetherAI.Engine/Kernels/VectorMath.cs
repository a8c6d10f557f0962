using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace TogetherAI.Engine.Kernels;

/// <summary>
/// The decoder's small operations. Element-wise work is TensorPrimitives'; sums are made here, in an order that depends on the length
/// alone, because TensorPrimitives' order may depend on where the memory happens to lie.
/// </summary>
internal static unsafe class VectorMath
{
    public static float Dot(float* a, float* b, int length) =>
        Vector512.IsHardwareAccelerated ? FloatKernel<Lanes512, Vector512<float>, Float32Format>.Dot((byte*)a, b, length)
        : Vector256.IsHardwareAccelerated ? FloatKernel<Lanes256, Vector256<float>, Float32Format>.Dot((byte*)a, b, length)
        : FloatKernel<Lanes128, Vector128<float>, Float32Format>.Dot((byte*)a, b, length);

    public static float Sum(ReadOnlySpan<float> values)
    {
        Vector<float> even = default, odd = default;
        int lanes = Vector<float>.Count, i = 0;
        for (; i <= values.Length - (2 * lanes); i += 2 * lanes)
        {
            even += new Vector<float>(values[i..]);
            odd += new Vector<float>(values[(i + lanes)..]);
        }

        float sum = Vector.Sum(even + odd);
        for (; i < values.Length; i++)
            sum += values[i];
        return sum;
    }

    /// <summary>Root mean square normalisation (Zhang and Sennrich 2019, arXiv:1910.07467).</summary>
    public static void RmsNorm(ReadOnlySpan<float> x, ReadOnlySpan<float> weight, float epsilon, Span<float> destination)
    {
        float squares;
        fixed (float* start = x)
            squares = Dot(start, start, x.Length);
        TensorPrimitives.Multiply(x, 1 / MathF.Sqrt((squares / x.Length) + epsilon), destination);
        TensorPrimitives.Multiply(destination, weight, destination);
    }

    /// <summary>SwiGLU (Shazeer 2020, arXiv:2002.05202): <c>gate · sigmoid(gate) · up</c>, into <paramref name="up"/>.</summary>
    public static void SwiGlu(Span<float> gate, Span<float> up)
    {
        TensorPrimitives.Multiply(gate, up, up);
        TensorPrimitives.Sigmoid(gate, gate);
        TensorPrimitives.Multiply(gate, up, up);
    }

    /// <summary>
    /// Turns one head by its position: element <c>i</c> pairs with <c>i + length/2</c>, Hugging Face's layout of the weights.
    /// </summary>
    public static void Rotate(Span<float> head, ReadOnlySpan<float> cos, ReadOnlySpan<float> sin)
    {
        Span<float> first = head[..cos.Length], second = head.Slice(cos.Length, cos.Length);
        int i = 0;
        for (; i <= cos.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> a = new(first[i..]), b = new(second[i..]), c = new(cos[i..]), s = new(sin[i..]);
            ((a * c) - (b * s)).CopyTo(first[i..]);
            ((b * c) + (a * s)).CopyTo(second[i..]);
        }

        for (; i < cos.Length; i++)
        {
            float a = first[i], b = second[i];
            first[i] = (a * cos[i]) - (b * sin[i]);
            second[i] = (b * cos[i]) + (a * sin[i]);
        }
    }
}
