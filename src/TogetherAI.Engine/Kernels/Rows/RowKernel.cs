using TogetherAI.Engine.Kernels.Blocks;
using TogetherAI.Engine.Kernels.Tiles;

namespace TogetherAI.Engine.Kernels.Rows;

/// <summary>Row by row, for few vectors and many.</summary>
internal sealed unsafe class RowKernel<TFormat, TDot>() : BlockKernel(TFormat.Values)
    where TFormat : struct, IBlockFormat
    where TDot : struct, IRowDot
{
    public override void Multiply(byte* matrix, nint rowBytes, ProductInputs x, float* y, nint stride, int first, int end, KeptTiles? kept) =>
        RowProduct<TFormat, TDot>.Multiply(matrix, rowBytes, x, y, stride, first, end);
}
