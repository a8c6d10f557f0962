using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using TogetherAI.Engine.Kernels.Blocks;

namespace TogetherAI.Engine.Kernels.Rows;

/// <summary>Eight blocks at a time, one for each chain. The nibbles are multiplied as they are, and the inputs' sums make up for their zero.</summary>
internal readonly unsafe struct Q4_0Avx2 : IRowDot
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
            Vector256<int> products = Sums256.OfEight(
                Multiply(at, x, 0), Multiply(at, x, 1), Multiply(at, x, 2), Multiply(at, x, 3),
                Multiply(at, x, 4), Multiply(at, x, 5), Multiply(at, x, 6), Multiply(at, x, 7));
            products -= Avx2.MultiplyAddAdjacent(Vector256.Load(sums + (2 * block)), Vector256.Create((short)Q4_0.Zero));
            Vector256<float> scale = Sums256.LoadHalves(at, Q4_0.Bytes) * Vector256.Load(scales + block);
            chains = Fma.MultiplyAdd(scale, Vector256.ConvertToSingle(products), chains);
        }

        if (block == blocks)
            return Sums256.OfChains(chains);
        float* rest = stackalloc float[Chains.Many];
        chains.Store(rest);
        PortableBlocks<Q4_0>.AddRest(row, block, blocks, quants, sums, scales, rest);
        return Chains.Add(rest, Chains.Many);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Multiply(byte* blocks, sbyte* x, int index)
    {
        Vector128<byte> packed = Vector128.Load(blocks + (index * Q4_0.Bytes) + 2);
        Vector256<byte> nibbles = Vector256.Create(packed, Vector128.ShiftRightLogical(packed.AsUInt16(), 4).AsByte()) & Vector256.Create((byte)15);
        return Avx2Products.Multiply(nibbles, Vector256.Load(x + (index * Q4_0.Values)));
    }
}
