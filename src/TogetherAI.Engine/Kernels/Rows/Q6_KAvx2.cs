using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using TogetherAI.Engine.Kernels.Blocks;

namespace TogetherAI.Engine.Kernels.Rows;

/// <summary>The quants are multiplied as they are, and the inputs' sums make up for their zero.</summary>
internal readonly unsafe struct Q6_KAvx2 : IRowDot
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Dot(byte* row, int blocks, sbyte* quants, short* sums, float* scales)
    {
        float sum = 0;
        for (int block = 0; block < blocks; block++, row += Q6_K.Bytes, quants += Q6_K.Values, sums += Q6_K.Groups)
        {
            Prefetch.Ahead(row, Q6_K.Bytes);
            Vector256<short> groups = Avx2.ConvertToVector256Int16(Vector128.Load((sbyte*)(row + Q6_K.Scales)));
            Vector256<int> zero = Avx2.MultiplyAddAdjacent(Vector256.Load(sums), groups);
            Vector256<int> products = Multiply(row, groups, quants, 0) + Multiply(row, groups, quants, 1) - Vector256.ShiftLeft(zero, 5);

            // The scale ends the block: what is read with it must stand before it.
            float scale = Lanes128.LoadFloat16((ushort*)(row + Q6_K.Bytes - 8))[3];
            sum = MathF.FusedMultiplyAdd(scale * scales[block], Vector256.Sum(products), sum);
        }

        return sum;
    }

    /// <summary>128 weights: 64 bytes of nibbles, 32 of bit pairs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Multiply(byte* block, Vector256<short> groups, sbyte* x, int half)
    {
        Vector256<ushort> first = Vector256.Load((ushort*)(block + (half * 64))), second = Vector256.Load((ushort*)(block + (half * 64) + 32));
        Vector256<ushort> upper = Vector256.Load((ushort*)(block + Q6_K.UpperBits + (half * 32)));
        Vector256<ushort> nibble = Vector256.Create((ushort)0x0F0F), pair = Vector256.Create((ushort)0x3030);
        x += half * 128;
        return Scale(groups, (half * 8) + 0, ((first & nibble) | (Vector256.ShiftLeft(upper, 4) & pair)).AsByte(), x)
            + Scale(groups, (half * 8) + 2, ((second & nibble) | (Vector256.ShiftLeft(upper, 2) & pair)).AsByte(), x + 32)
            + (Scale(groups, (half * 8) + 4, ((Vector256.ShiftRightLogical(first, 4) & nibble) | (upper & pair)).AsByte(), x + 64)
            + Scale(groups, (half * 8) + 6, ((Vector256.ShiftRightLogical(second, 4) & nibble) | (Vector256.ShiftRightLogical(upper, 2) & pair)).AsByte(), x + 96));
    }

    /// <summary>32 weights, of two groups: each half of the register has its own scale.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Scale(Vector256<short> groups, int group, Vector256<byte> weights, sbyte* x)
    {
        // Both groups stand in the same half of the scales, which is laid into both halves.
        Vector256<long> both = group < 8 ? Avx2.Permute4x64(groups.AsInt64(), 0b01_00_01_00) : Avx2.Permute4x64(groups.AsInt64(), 0b11_10_11_10);
        int at = 2 * (group % 8);
        Vector256<byte> choice = Vector256.Create(Vector128.Create((ushort)(at | ((at + 1) << 8))), Vector128.Create((ushort)((at + 2) | ((at + 3) << 8)))).AsByte();
        return Avx2.MultiplyAddAdjacent(
            Avx2.MultiplyAddAdjacent(weights, Vector256.Load(x)), Avx2.Shuffle(both.AsByte(), choice).AsInt16());
    }
}
