using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using TogetherAI.Engine.Kernels.Blocks;

namespace TogetherAI.Engine.Kernels.Rows;

/// <summary>As <see cref="Q8_0AdvSimd"/>; ARM multiplies signed bytes, so the nibbles' zero is taken off first.</summary>
internal readonly unsafe struct Q4_0AdvSimd : IRowDot
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Dot(byte* row, int blocks, sbyte* quants, short* sums, float* scales)
    {
        float* chains = stackalloc float[Chains.Many];
        new Span<float>(chains, Chains.Many).Clear();
        Vector128<byte> nibble = Vector128.Create((byte)15);
        Vector128<sbyte> zero = Vector128.Create((sbyte)Q4_0.Zero);
        for (int block = 0; block < blocks; block++, row += Q4_0.Bytes, quants += Q4_0.Values)
        {
            Vector128<byte> packed = Vector128.Load(row + 2);
            Vector128<sbyte> lower = (packed & nibble).AsSByte() - zero, upper = Vector128.ShiftRightLogical(packed, 4).AsSByte() - zero;
            Vector128<int> products = Dp.DotProduct(Vector128<int>.Zero, lower, Vector128.Load(quants));
            products = Dp.DotProduct(products, upper, Vector128.Load(quants + 16));
            ref float chain = ref chains[block % Chains.Many];
            chain = MathF.FusedMultiplyAdd(Float16Format.Load(row, 0) * scales[block], Vector128.Sum(products), chain);
        }

        return Chains.Add(chains, Chains.Many);
    }
}
