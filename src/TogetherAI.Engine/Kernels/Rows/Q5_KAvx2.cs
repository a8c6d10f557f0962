using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using TogetherAI.Engine.Kernels.Blocks;

namespace TogetherAI.Engine.Kernels.Rows;

internal readonly unsafe struct Q5_KAvx2 : IRowDot
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Dot(byte* row, int blocks, sbyte* quants, short* sums, float* scales)
    {
        float sum = 0;
        for (int block = 0; block < blocks; block++, row += Q5_K.Bytes, quants += Q5_K.Values, sums += Q5_K.Values / InputBlocks.SumValues)
        {
            Prefetch.Ahead(row, Q5_K.Bytes);
            GroupScales256 groups = new(row);
            Vector256<ushort> upper = Vector256.Load((ushort*)(row + GroupScales.Bytes));
            Vector256<int> products = Multiply(groups, row, upper, quants, 0) + Multiply(groups, row, upper, quants, 1)
                + (Multiply(groups, row, upper, quants, 2) + Multiply(groups, row, upper, quants, 3));
            sum = groups.Add(sum, row, products, sums, scales[block]);
        }

        return sum;
    }

    /// <summary>Two groups, whose nibbles share 32 bytes; their fifth bits are bits <c>2·pair</c> and <c>2·pair + 1</c> of <paramref name="upper"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Multiply(GroupScales256 groups, byte* block, Vector256<ushort> upper, sbyte* x, int pair)
    {
        Vector256<byte> packed = Vector256.Load(block + GroupScales.Bytes + 32 + (pair * 32)), mask = Vector256.Create((byte)15), bit = Vector256.Create((byte)16);
        Vector256<ushort> bits = Vector256.ShiftRightLogical(upper, 2 * pair);
        Vector256<byte> first = (packed & mask) | (Vector256.ShiftLeft(bits, 4).AsByte() & bit);
        Vector256<byte> second = (Vector256.ShiftRightLogical(packed.AsUInt16(), 4).AsByte() & mask) | (Vector256.ShiftLeft(bits, 3).AsByte() & bit);
        return groups.Scale(2 * pair, Avx2.MultiplyAddAdjacent(first, Vector256.Load(x + (pair * 64))))
            + groups.Scale((2 * pair) + 1, Avx2.MultiplyAddAdjacent(second, Vector256.Load(x + (pair * 64) + 32)));
    }
}
