using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using TogetherAI.Engine.Kernels.Blocks;

namespace TogetherAI.Engine.Kernels.Rows;

/// <summary>Eight blocks at a time, one for each chain. The instruction wants one side unsigned: the weight's sign moves to the input.</summary>
internal readonly unsafe struct Q8_0Avx2<TProducts, TScales> : IRowDot
    where TProducts : struct, IByteProducts
    where TScales : struct, IBlockScales
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Dot(byte* row, int blocks, sbyte* quants, short* sums, float* scales)
    {
        Vector256<float> chains = default;
        int block = 0;
        for (; block <= blocks - Chains.Many; block += Chains.Many)
        {
            byte* at = row + ((nint)block * Q8_0.Bytes);
            sbyte* x = quants + ((nint)block * Q8_0.Values);
            Prefetch.Ahead(at, Chains.Many * Q8_0.Bytes);
            Vector256<int> products = Sums256.OfEight(
                Multiply(at, x, 0), Multiply(at, x, 1), Multiply(at, x, 2), Multiply(at, x, 3),
                Multiply(at, x, 4), Multiply(at, x, 5), Multiply(at, x, 6), Multiply(at, x, 7));
            Vector256<float> scale = TScales.OfQ8_0(at) * Vector256.Load(scales + block);
            chains = Fma.MultiplyAdd(scale, Vector256.ConvertToSingle(products), chains);
        }

        return block == blocks ? Sums256.OfChains(chains) : RowRest<Q8_0>.Add(chains, row, block, blocks, quants, sums, scales);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Multiply(byte* blocks, sbyte* x, int index)
    {
        Vector256<sbyte> weights = Vector256.Load((sbyte*)(blocks + (index * Q8_0.Bytes) + 2)), inputs = Vector256.Load(x + (index * Q8_0.Values));
        return TProducts.Multiply(Avx2.Abs(weights), Avx2.Sign(inputs, weights));
    }
}
