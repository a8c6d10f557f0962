using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TogetherAI.Engine.Kernels.Blocks;

/// <summary>Quantises what is multiplied with block formats: a float scale and signed bytes, the largest of which is 127.</summary>
internal static unsafe class InputBlocks
{
    /// <summary>1.5 · 2^23: floats of its size are whole.</summary>
    private const float Large = 12582912;

    /// <summary>Integers of one sum.</summary>
    public const int SumValues = 16;

    /// <summary>A vector in blocks. Its values' scales, bytes and sums depend on each block alone.</summary>
    public static void Quantise(float* values, int count, int block, sbyte* quants, short* sums, float* scales)
    {
        for (int at = 0; at < count; at += block)
            scales[at / block] = QuantiseBlock(values + at, block, quants + at, sums + (at / SumValues));
    }

    /// <summary>
    /// Moves the integers of blocks of 32 to where four blocks of nibbles meet them: of each 16 blocks come those that <see cref="BlockOf"/> says, in fours, the first
    /// halves of four and then their second. What fills no 16 blocks stays in order.
    /// </summary>
    public static void PartHalves(sbyte* quants, int count)
    {
        const int Block = 32, Half = 16, Together = 16 * Block;
        Vector128<sbyte>* from = stackalloc Vector128<sbyte>[Together / Half];
        for (; count >= Together; count -= Together, quants += Together)
        {
            Buffer.MemoryCopy(quants, from, Together, Together);
            for (int i = 0; i < 16; i++)
            {
                sbyte* to = quants + (i / 4 * 4 * Block) + (i % 4 * Half);
                from[2 * BlockOf(i)].Store(to);
                from[(2 * BlockOf(i)) + 1].Store(to + (4 * Half));
            }
        }
    }

    /// <summary>Which of 16 blocks comes <paramref name="index"/>th: 0, 1, 8, 9, then 2, 3, 10, 11, and so on. Sums of four fours are then halves in order.</summary>
    public static int BlockOf(int index) => (index / 4 * 2) + (index % 2) + (index % 4 / 2 * 8);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float QuantiseBlock(float* values, int count, sbyte* quants, short* sums)
    {
        float scale = Scale(Largest(values, count), out float inverse);
        for (int at = 0; at < count; at += SumValues)
            sums[at / SumValues] = (short)QuantiseSixteen(values + at, inverse, quants + at);
        return scale;
    }

    /// <summary>The bits of magnitudes are ordered like the magnitudes, and what is no number stands above all.</summary>
    private static uint Largest(float* values, int count)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Vector512<int> largest = default, magnitude = Vector512.Create(0x7FFFFFFF);
            for (int i = 0; i < count; i += Vector512<int>.Count)
                largest = Vector512.Max(largest, Vector512.Load((int*)values + i) & magnitude);
            Vector256<int> half = Vector256.Max(largest.GetLower(), largest.GetUpper());
            return Largest(Vector128.Max(half.GetLower(), half.GetUpper()));
        }

        Vector128<int> four = default;
        for (int i = 0; i < count; i += Vector128<int>.Count)
            four = Vector128.Max(four, Vector128.Load((int*)values + i) & Vector128.Create(0x7FFFFFFF));
        return Largest(four);
    }

    private static uint Largest(Vector128<int> four) => (uint)Math.Max(Math.Max(four[0], four[1]), Math.Max(four[2], four[3]));

    /// <summary>
    /// Rounds to the nearest integer, ties to even, by adding a number so large that no fraction fits beside it. Returns their sum. Where
    /// <paramref name="inverse"/> is zero all are zero, whatever the values.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int QuantiseSixteen(float* values, float inverse, sbyte* quants)
    {
        if (inverse == 0)
        {
            Vector128<sbyte>.Zero.Store(quants);
            return 0;
        }

        if (Avx512F.IsSupported)
        {
            Vector512<float> large = Vector512.Create(Large);
            Vector512<int> integers = ((Vector512.Load(values) * Vector512.Create(inverse)) + large).AsInt32() - large.AsInt32();
            Avx512F.ConvertToVector128SByte(integers).Store(quants);
            return Vector512.Sum(integers);
        }

        Vector128<int> a = Round(values), b = Round(values + 4), c = Round(values + 8), d = Round(values + 12);
        Vector128.Narrow(Vector128.Narrow(a, b), Vector128.Narrow(c, d)).Store(quants);
        return Vector128.Sum(a + b + c + d);

        Vector128<int> Round(float* four) =>
            ((Vector128.Load(four) * Vector128.Create(inverse)) + Vector128.Create(Large)).AsInt32() - Vector128.Create(Large).AsInt32();
    }

    /// <summary>
    /// A block with something in it that is no number has a scale that is none, so that the fault is seen in the result. Below 1e-30
    /// all is zero: the inverse could not be written. In both cases the inverse is zero.
    /// </summary>
    private static float Scale(uint max, out float inverse)
    {
        float largest = BitConverter.UInt32BitsToSingle(max);
        inverse = largest < 1e-30f || !float.IsFinite(largest) ? 0 : 127 / largest;
        return !float.IsFinite(largest) ? float.NaN : inverse == 0 ? 0 : largest / 127;
    }
}
