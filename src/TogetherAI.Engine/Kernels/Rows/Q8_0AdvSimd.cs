using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using TogetherAI.Engine.Kernels.Blocks;

namespace TogetherAI.Engine.Kernels.Rows;

/// <summary>A block at a time by ARM's byte products; eight blocks' sums then go to their chains together.</summary>
internal readonly unsafe struct Q8_0AdvSimd : IRowDot
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Dot(byte* row, int blocks, sbyte* quants, short* sums, float* scales)
    {
        float* chains = stackalloc float[Chains.Many];
        new Span<float>(chains, Chains.Many).Clear();
        for (int block = 0; block < blocks; block++, row += Q8_0.Bytes, quants += Q8_0.Values)
        {
            sbyte* weights = (sbyte*)(row + 2);
            Vector128<int> products = Dp.DotProduct(Vector128<int>.Zero, Vector128.Load(weights), Vector128.Load(quants));
            products = Dp.DotProduct(products, Vector128.Load(weights + 16), Vector128.Load(quants + 16));
            ref float chain = ref chains[block % Chains.Many];
            chain = MathF.FusedMultiplyAdd(Float16Format.Load(row, 0) * scales[block], Vector128.Sum(products), chain);
        }

        return Chains.Add(chains, Chains.Many);
    }
}
