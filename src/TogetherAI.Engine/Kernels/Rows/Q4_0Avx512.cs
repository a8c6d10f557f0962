using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using TogetherAI.Engine.Kernels.Blocks;

namespace TogetherAI.Engine.Kernels.Rows;

/// <summary>
/// Eight blocks at a time, four to a register: a quarter of it is a block, so that its sums need only be folded within quarters. A row in
/// four bits is soon read; with half registers the arithmetic would take longer than memory.
/// </summary>
internal readonly unsafe struct Q4_0Avx512 : IRowDot
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Dot(byte* row, int blocks, sbyte* quants, short* sums, float* scales)
    {
        Vector256<float> chains = default;
        int block = 0;
        for (; block <= blocks - Chains.Many; block += Chains.Many)
        {
            byte* at = row + ((nint)block * Q4_0.Bytes);
            sbyte* x = quants + ((nint)block * Q4_0.Values);
            Prefetch.Ahead(at, Chains.Many * Q4_0.Bytes);
            Vector256<int> products = Fold(Multiply(at, x), Multiply(at + (4 * Q4_0.Bytes), x + (4 * Q4_0.Values)));
            products -= Avx2.MultiplyAddAdjacent(Vector256.Load(sums + (2 * block)), Vector256.Create((short)Q4_0.Zero));
            chains = Fma.MultiplyAdd(Scales512.OfQ4_0(at) * Vector256.Load(scales + block), Vector256.ConvertToSingle(products), chains);
        }

        if (block == blocks)
            return Sums256.OfChains(chains);
        float* rest = stackalloc float[Chains.Many];
        chains.Store(rest);
        PortableBlocks<Q4_0>.AddRest(row, block, blocks, quants, sums, scales, rest);
        return Chains.Add(rest, Chains.Many);
    }

    /// <summary>Four blocks. Both halves of a block fit 16 bits together: at most 15 · 127 · 4 in a sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Multiply(byte* at, sbyte* x)
    {
        Vector512<ushort> packed = Vector512.Create(Vector256.Create(Nibbles(at, 0), Nibbles(at, 1)), Vector256.Create(Nibbles(at, 2), Nibbles(at, 3))).AsUInt16();
        Vector512<ushort> mask = Vector512.Create((ushort)0x0F0F);
        Vector512<ulong> first = Vector512.Load(x).AsUInt64(), second = Vector512.Load(x + 64).AsUInt64();
        Vector512<short> lower = Avx512BW.MultiplyAddAdjacent((packed & mask).AsByte(), Avx512F.Shuffle4x128(first, second, 0b10_00_10_00).AsSByte());
        Vector512<short> upper = Avx512BW.MultiplyAddAdjacent(
            (Vector512.ShiftRightLogical(packed, 4) & mask).AsByte(), Avx512F.Shuffle4x128(first, second, 0b11_01_11_01).AsSByte());
        return Avx512BW.MultiplyAddAdjacent(lower + upper, Vector512.Create((short)1));

        static Vector128<byte> Nibbles(byte* at, int block) => Vector128.Load(at + (block * Q4_0.Bytes) + 2);
    }

    /// <summary>The sums of eight quarters, in the order of the blocks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Fold(Vector512<int> first, Vector512<int> second)
    {
        Vector512<int> pairs = Avx512F.UnpackLow(first, second) + Avx512F.UnpackHigh(first, second);
        Vector512<int> sums = pairs + Avx512F.Shuffle(pairs, 0b01_00_11_10);
        return Avx512F.PermuteVar16x32(sums, Vector512.Create(0, 4, 8, 12, 1, 5, 9, 13, 0, 0, 0, 0, 0, 0, 0, 0)).GetLower();
    }
}
