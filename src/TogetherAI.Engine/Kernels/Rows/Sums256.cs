using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TogetherAI.Engine.Kernels.Rows;

/// <summary>Sums across registers.</summary>
internal static unsafe class Sums256
{
    /// <summary>The sum of each of eight registers, in their order. Two at a time are interleaved and folded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> OfEight(
        Vector256<int> a, Vector256<int> b, Vector256<int> c, Vector256<int> d, Vector256<int> e, Vector256<int> f, Vector256<int> g, Vector256<int> h)
    {
        return OfHalves(OfFour(a, b, c, d), OfFour(e, f, g, h));
    }

    /// <summary>Adds the halves of two registers: the first's in the lower half, the second's in the upper.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> OfHalves(Vector256<int> first, Vector256<int> second) =>
        Avx2.Permute2x128(first, second, 0x20) + Avx2.Permute2x128(first, second, 0x31);

    /// <summary>The sums of two registers in the lowest two elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> OfTwo(Vector256<int> a, Vector256<int> b)
    {
        Vector256<int> pairs = Fold(a, b);
        Vector128<int> halves = pairs.GetLower() + pairs.GetUpper();
        return halves + Sse2.Shuffle(halves, 0b11_10_11_10);
    }

    /// <summary>Eight half-precision numbers that stand <paramref name="stride"/> bytes apart, as floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LoadHalves(byte* first, nint stride)
    {
        Vector128<ushort> halves = Vector128.Create(
            Unsafe.ReadUnaligned<ushort>(first),
            Unsafe.ReadUnaligned<ushort>(first + stride),
            Unsafe.ReadUnaligned<ushort>(first + (2 * stride)),
            Unsafe.ReadUnaligned<ushort>(first + (3 * stride)),
            Unsafe.ReadUnaligned<ushort>(first + (4 * stride)),
            Unsafe.ReadUnaligned<ushort>(first + (5 * stride)),
            Unsafe.ReadUnaligned<ushort>(first + (6 * stride)),
            Unsafe.ReadUnaligned<ushort>(first + (7 * stride)));
        return Lanes256.Widen(halves);
    }

    /// <summary>Adds the chains of one register in <see cref="Blocks.Chains.Add"/>'s order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float OfChains(Vector256<float> chains) => Lanes256.Sum(chains);

    /// <summary>Within each half: the sums of four registers' halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> OfFour(Vector256<int> a, Vector256<int> b, Vector256<int> c, Vector256<int> d)
    {
        Vector256<long> ab = Fold(a, b).AsInt64(), cd = Fold(c, d).AsInt64();
        return Avx2.UnpackLow(ab, cd).AsInt32() + Avx2.UnpackHigh(ab, cd).AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Fold(Vector256<int> a, Vector256<int> b) => Avx2.UnpackLow(a, b) + Avx2.UnpackHigh(a, b);
}
