using TogetherAI.Engine.Kernels.Tiles;

namespace TogetherAI.Engine.Kernels.Blocks;

internal sealed unsafe class PortableKernel<TFormat>() : BlockKernel(TFormat.Values)
    where TFormat : struct, IBlockFormat
{
    public override void Multiply(byte* matrix, nint rowBytes, ProductInputs x, float* y, nint stride, int first, int end, KeptTiles? kept) =>
        PortableBlocks<TFormat>.Multiply(matrix, rowBytes, x, y, stride, first, end);
}
