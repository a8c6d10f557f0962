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

    public override InputForm Inputs(bool inTiles) => inTiles ? TTiles.Inputs : base.Inputs(inTiles) with { Halves = TDot.Halves };

    public override int FewestKept => TTiles.FewestKept;

    public override nint TileBytes(int columns) => TileProduct<TFormat, TTiles, TTile, TVector>.TileBytes(columns);

    public override void Multiply(byte* matrix, nint rowBytes, ProductInputs x, float* y, nint stride, int first, int end, KeptTiles? kept)
    {
        if (x.Form.Panel == Panel.None)
            RowProduct<TFormat, TDot>.Multiply(matrix, rowBytes, x, y, stride, first, end);
        else
            TileProduct<TFormat, TTiles, TTile, TVector>.Multiply(matrix, rowBytes, x, y, stride, first, end, kept);
    }
}
