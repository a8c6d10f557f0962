using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using TogetherAI.Engine.Kernels.Blocks;

namespace TogetherAI.Engine.Kernels.Rows;

/// <summary>
/// Eight blocks at a time, one for each chain. The nibbles are multiplied as they are, and the inputs' sums make up for their zero. A row in
/// four bits is soon read, so the arithmetic must be short: products are small enough to be folded in 16 bits.
/// </summary>
internal readonly unsafe struct Q4_0Avx2<TScales> : IRowDot
    where TScales : struct, IBlockScales
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Dot(byte* row, int blocks, sbyte* quants, short* sums, float* scales)
    {
        return Rest(default, 0, row, blocks, quants, sums, scales);
    }

    /// <summary>The blocks from <paramref name="block"/> on, a multiple of the chains.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Rest(Vector256<float> chains, int block, byte* row, int blocks, sbyte* quants, short* sums, float* scales)
    {
        for (; block <= blocks - Chains.Many; block += Chains.Many)
        {
            byte* at = row + ((nint)block * Q4_0.Bytes);
            sbyte* x = quants + ((nint)block * Q4_0.Values);
            Prefetch.Ahead(at, Chains.Many * Q4_0.Bytes);
            Vector256<int> products = Sums256.OfHalves(
                OfFour(at, x), OfFour(at + (4 * Q4_0.Bytes), x + (4 * Q4_0.Values)));
            products -= Avx2.MultiplyAddAdjacent(Vector256.Load(sums + (2 * block)), Vector256.Create((short)Q4_0.Zero));
            Vector256<float> scale = TScales.OfQ4_0(at) * Vector256.Load(scales + block);
            chains = Fma.MultiplyAdd(scale, Vector256.ConvertToSingle(products), chains);
        }

        return block == blocks ? Sums256.OfChains(chains) : RowRest<Q4_0>.Add(chains, row, block, blocks, quants, sums, scales);
    }

    /// <summary>The sums of four blocks within each half. Folded twice they are at most 15 · 127 · 8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> OfFour(byte* at, sbyte* x)
    {
        Vector256<int> a = Multiply(at, x, 0), b = Multiply(at, x, 1), c = Multiply(at, x, 2), d = Multiply(at, x, 3);
        Vector256<long> ab = Fold(Avx2.UnpackLow(a, b), Avx2.UnpackHigh(a, b)).AsInt64(), cd = Fold(Avx2.UnpackLow(c, d), Avx2.UnpackHigh(c, d)).AsInt64();
        Vector256<int> sums = Fold(Avx2.UnpackLow(ab, cd).AsInt32(), Avx2.UnpackHigh(ab, cd).AsInt32());
        return Avx2.MultiplyAddAdjacent(sums.AsInt16(), Vector256.Create((short)1));

        static Vector256<int> Fold(Vector256<int> first, Vector256<int> second) => (first.AsInt16() + second.AsInt16()).AsInt32();
    }

    /// <summary>The packed bytes stand in both halves of the register; the upper is shifted to its nibbles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Multiply(byte* blocks, sbyte* x, int index)
    {
        Vector256<uint> packed = Avx2.BroadcastVector128ToVector256(blocks + (index * Q4_0.Bytes) + 2).AsUInt32();
        Vector256<uint> nibbles = Avx2.ShiftRightLogicalVariable(packed, Vector256.Create(0u, 0, 0, 0, 4, 4, 4, 4)) & Vector256.Create(0x0F0F0F0Fu);
        return Avx2.MultiplyAddAdjacent(nibbles.AsByte(), Vector256.Load(x + (index * Q4_0.Values))).AsInt32();
    }
}
