using TogetherAI.Engine.Kernels.Blocks;
using TogetherAI.Engine.Kernels.Rows;

namespace TogetherAI.Engine.Kernels.Tiles;

/// <summary>Row by row for few vectors, in tiles for many.</summary>
internal sealed unsafe class TileKernel<TFormat, TDot, TTiles, TTile, TVector>() : BlockKernel(TFormat.Values)
    where TFormat : struct, IBlockFormat
    where TDot : struct, IRowDot
    where TTiles : struct, ITileFormat
    where TTile : struct, ITile<TVector>
    where TVector : struct
{
    public override int TileRows => TileProduct<TFormat, TTiles, TTile, TVector>.TileRows;

    public override InputForm Inputs(int tokens) => tokens < TileLimits.Tokens ? base.Inputs(tokens) with { Halves = TDot.Halves } : TTiles.Inputs;

    public override void Multiply(byte* matrix, nint rowBytes, ProductInputs x, float* y, nint stride, int first, int end)
    {
        if (x.Tokens < TileLimits.Tokens)
            RowProduct<TFormat, TDot>.Multiply(matrix, rowBytes, x, y, stride, first, end);
        else
            TileProduct<TFormat, TTiles, TTile, TVector>.Multiply(matrix, rowBytes, x, y, stride, first, end);
    }
}
