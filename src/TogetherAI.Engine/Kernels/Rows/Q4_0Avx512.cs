using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using TogetherAI.Engine.Kernels.Blocks;

namespace TogetherAI.Engine.Kernels.Rows;

/// <summary>
/// Sixteen blocks at a time, two for each chain; four blocks fill a register, so that their nibbles come apart at once. The inputs stand
/// accordingly (<see cref="InputBlocks.PartHalves"/>).
/// </summary>
internal readonly unsafe struct Q4_0Avx512 : IRowDot
{
    private const int Together = 16;

    public static bool Halves => true;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Dot(byte* row, int blocks, sbyte* quants, short* sums, float* scales)
    {
        Vector256<float> chains = default;
        int block = 0;
        for (; block <= blocks - Together; block += Together)
        {
            byte* at = row + ((nint)block * Q4_0.Bytes);
            sbyte* x = quants + ((nint)block * Q4_0.Values);
            Prefetch.Ahead(at, Together * Q4_0.Bytes);
            Vector512<int> a = OfFour(at, x), b = OfFour(at + (2 * Q4_0.Bytes), x + (4 * Q4_0.Values));
            Vector512<int> c = OfFour(at + (4 * Q4_0.Bytes), x + (8 * Q4_0.Values)), d = OfFour(at + (6 * Q4_0.Bytes), x + (12 * Q4_0.Values));

            // Folded twice, products are at most 15 · 127 · 16 and fit 16 bits. Then blocks 0, 2, 4, 6 stand together, then 1, 3, 5, 7, and so on.
            Vector512<long> ab = Fold(Avx512F.UnpackLow(a, b), Avx512F.UnpackHigh(a, b)).AsInt64(), cd = Fold(Avx512F.UnpackLow(c, d), Avx512F.UnpackHigh(c, d)).AsInt64();
            Vector512<int> folded = Fold(Avx512F.UnpackLow(ab, cd).AsInt32(), Avx512F.UnpackHigh(ab, cd).AsInt32());
            Vector512<int> products = Avx512BW.MultiplyAddAdjacent(folded.AsInt16(), Vector512.Create((short)1));
            products = Avx512F.PermuteVar16x32(products, Vector512.Create(0, 4, 1, 5, 2, 6, 3, 7, 8, 12, 9, 13, 10, 14, 11, 15));
            products -= Avx512BW.MultiplyAddAdjacent(Vector512.Load(sums + (2 * block)), Vector512.Create((short)Q4_0.Zero));
            Vector512<float> scale = PermutedScales.OfSixteenQ4_0(at) * Vector512.Load(scales + block), exact = Vector512.ConvertToSingle(products);
            chains = Fma.MultiplyAdd(scale.GetLower(), exact.GetLower(), chains);
            chains = Fma.MultiplyAdd(scale.GetUpper(), exact.GetUpper(), chains);
        }

        return block == blocks ? Sums256.OfChains(chains) : Rest(chains, block, row, blocks, quants, sums, scales);

        static Vector512<int> Fold(Vector512<int> first, Vector512<int> second) => (first.AsInt16() + second.AsInt16()).AsInt32();
    }

    /// <summary>A method of its own, so that the one that calls it keeps everything in registers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float Rest(Vector256<float> chains, int block, byte* row, int blocks, sbyte* quants, short* sums, float* scales) =>
        Q4_0Avx2<PermutedScales>.Rest(chains, block, row, blocks, quants, sums, scales);

    /// <summary>Two blocks that follow one another, and the two that come eight later.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> OfFour(byte* at, sbyte* x)
    {
        Vector256<byte> first = Vector256.Create(Vector128.Load(at + 2), Vector128.Load(at + Q4_0.Bytes + 2));
        Vector256<byte> second = Vector256.Create(Vector128.Load(at + (8 * Q4_0.Bytes) + 2), Vector128.Load(at + (9 * Q4_0.Bytes) + 2));
        Vector512<byte> packed = Avx512F.InsertVector256(first.ToVector512Unsafe(), second, 1);
        Vector512<byte> nibble = Vector512.Create((byte)15), upper = Vector512.ShiftRightLogical(packed.AsUInt16(), 4).AsByte() & nibble;
        return (Avx512BW.MultiplyAddAdjacent(packed & nibble, Vector512.Load(x)) + Avx512BW.MultiplyAddAdjacent(upper, Vector512.Load(x + 64))).AsInt32();
    }
}
