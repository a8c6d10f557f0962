using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using TogetherAI.Engine.Kernels.Blocks;

namespace TogetherAI.Engine.Kernels.Rows;

internal readonly unsafe struct Q4_KAvx2 : IRowDot
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Dot(byte* row, int blocks, sbyte* quants, short* sums, float* scales)
    {
        float sum = 0;
        for (int block = 0; block < blocks; block++, row += Q4_K.Bytes, quants += Q4_K.Values, sums += Q4_K.Values / InputBlocks.SumValues)
        {
            Prefetch.Ahead(row, Q4_K.Bytes);
            GroupScales256 groups = new(row);
            Vector256<int> products = Multiply(groups, row, quants, 0) + Multiply(groups, row, quants, 1)
                + (Multiply(groups, row, quants, 2) + Multiply(groups, row, quants, 3));
            sum = groups.Add(sum, row, products, sums, scales[block]);
        }

        return sum;
    }

    /// <summary>Two groups, whose nibbles share 32 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Multiply(GroupScales256 groups, byte* block, sbyte* x, int pair)
    {
        Vector256<byte> packed = Vector256.Load(block + GroupScales.Bytes + (pair * 32)), mask = Vector256.Create((byte)15);
        Vector256<byte> lower = packed & mask, upper = Vector256.ShiftRightLogical(packed.AsUInt16(), 4).AsByte() & mask;
        return groups.Scale(2 * pair, Avx2.MultiplyAddAdjacent(lower, Vector256.Load(x + (pair * 64))))
            + groups.Scale((2 * pair) + 1, Avx2.MultiplyAddAdjacent(upper, Vector256.Load(x + (pair * 64) + 32)));
    }
}
