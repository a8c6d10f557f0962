using System.Runtime.CompilerServices;
using TogetherAI.Engine.Kernels.Blocks;

namespace TogetherAI.Engine.Kernels.Rows;

/// <summary>Rows times a few vectors: memory is read once a row, which then comes from the first cache for the other vectors.</summary>
internal static unsafe class RowProduct<TFormat, TDot>
    where TFormat : struct, IBlockFormat
    where TDot : struct, IRowDot
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(byte* matrix, nint rowBytes, ProductInputs x, float* y, nint stride, int first, int end)
    {
        int blocks = x.Columns / TFormat.Values;
        for (int row = first; row < end; row++)
        {
            sbyte* quants = x.Quants;
            short* sums = x.Sums;
            float* scales = x.Scales, to = y + row;
            for (int token = 0; token < x.Tokens; token++, quants += x.Columns, sums += x.Columns / InputBlocks.SumValues, scales += blocks, to += stride)
                *to = TDot.Dot(matrix + (row * rowBytes), blocks, quants, sums, scales);
        }
    }
}
