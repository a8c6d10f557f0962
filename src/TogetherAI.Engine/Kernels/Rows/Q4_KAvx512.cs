using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using TogetherAI.Engine.Kernels.Blocks;

namespace TogetherAI.Engine.Kernels.Rows;

/// <summary>As <see cref="Q4_KAvx2"/>, four groups at a time: a half of the register is a group.</summary>
internal readonly unsafe struct Q4_KAvx512 : IRowDot
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Dot(byte* row, int blocks, sbyte* quants, short* sums, float* scales)
    {
        float sum = 0;
        for (int block = 0; block < blocks; block++, row += Q4_K.Bytes, quants += Q4_K.Values, sums += Q4_K.Values / InputBlocks.SumValues)
        {
            Prefetch.Ahead(row, Q4_K.Bytes);
            GroupScales256 groups = new(row);
            Vector512<int> products = Multiply(groups.Words, row, quants, 0) + Multiply(groups.Words, row, quants, 4);
            sum = groups.Add(sum, row, products.GetLower() + products.GetUpper(), sums, scales[block]);
        }

        return sum;
    }

    /// <summary>Groups <paramref name="first"/> to <c>first + 3</c>: the lower halves of 64 bytes are the even ones, the upper the odd.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Multiply(Vector128<short> scales, byte* block, sbyte* x, int first)
    {
        Vector512<ushort> packed = Vector512.Load((ushort*)(block + GroupScales.Bytes + (first * 16))), mask = Vector512.Create((ushort)0x0F0F);
        Vector512<ulong> inputs = Vector512.Load(x + (first * 32)).AsUInt64(), next = Vector512.Load(x + (first * 32) + 64).AsUInt64();
        Vector512<short> even = Avx512BW.MultiplyAddAdjacent((packed & mask).AsByte(), Avx512F.Shuffle4x128(inputs, next, 0b01_00_01_00).AsSByte());
        Vector512<short> odd = Avx512BW.MultiplyAddAdjacent(
            (Vector512.ShiftRightLogical(packed, 4) & mask).AsByte(), Avx512F.Shuffle4x128(inputs, next, 0b11_10_11_10).AsSByte());
        return Avx512BW.MultiplyAddAdjacent(even, Choose(scales, first, first + 2)) + Avx512BW.MultiplyAddAdjacent(odd, Choose(scales, first + 1, first + 3));
    }

    /// <summary>One scale in the lower half, another in the upper.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Choose(Vector128<short> scales, int lower, int upper) => Avx512BW.PermuteVar32x16(
        scales.ToVector256Unsafe().ToVector512Unsafe(), Vector512.Create(Vector256.Create((short)lower), Vector256.Create((short)upper)));
}
