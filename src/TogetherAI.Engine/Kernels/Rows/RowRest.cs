using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using TogetherAI.Engine.Kernels.Blocks;

namespace TogetherAI.Engine.Kernels.Rows;

/// <summary>The blocks that are left after whole turns of the chains: none, in most models.</summary>
internal static unsafe class RowRest<TFormat>
    where TFormat : struct, IBlockFormat
{
    /// <summary>A method of its own, so that the one that calls it keeps everything in registers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static float Add(Vector256<float> chains, byte* row, int first, int blocks, sbyte* quants, short* sums, float* scales)
    {
        float* rest = stackalloc float[Chains.Many];
        chains.Store(rest);
        PortableBlocks<TFormat>.AddRest(row, first, blocks, quants, sums, scales, rest);
        return Chains.Add(rest, Chains.Many);
    }
}
