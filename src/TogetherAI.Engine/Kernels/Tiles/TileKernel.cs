using TogetherAI.Engine.Kernels.Blocks;
using TogetherAI.Engine.Kernels.Rows;

namespace TogetherAI.Engine.Kernels.Tiles;

/// <summary>Row by row for few vectors, in tiles for many, and where those are kept for few as well.</summary>
internal sealed unsafe class TileKernel<TFormat, TDot, TTiles, TTile, TVector>() : BlockKernel(TFormat.Values)
    where TFormat : struct, IBlockFormat
    where TDot : struct, IRowDot
    where TTiles : struct, ITileFormat
    where TTile : struct, ITile<TVector>
    where TVector : struct
{
    public override int TileRows => PackedTile<TTiles, TTile, TVector>.Rows;

    public override int FewestKept => TTiles.TakesOne ? 1 : TileLimits.KeptTokens;

    public override InputForm Inputs(int tokens, bool inTiles) =>
        !inTiles ? base.Inputs(tokens, inTiles) with { Halves = TDot.Halves }
        : tokens == 1 && TTiles.TakesOne ? TTiles.Inputs with { Vectors = 1 }
        : TTiles.Inputs;

    public override nint TileBytes(int columns) => PackedTile<TTiles, TTile, TVector>.Bytes(columns);

    public override void Multiply(byte* matrix, nint rowBytes, ProductInputs x, float* y, nint stride, int first, int end, KeptTiles? kept)
    {
        if (x.Form.Panel == Panel.None)
            RowProduct<TFormat, TDot>.Multiply(matrix, rowBytes, x, y, stride, first, end);
        else if (x.Form.Vectors == 1)
            OneProduct<TTiles, TTile, TVector>.Multiply(matrix, rowBytes, x, y, first, end, kept);
        else
            TileProduct<TTiles, TTile, TVector>.Multiply(matrix, rowBytes, x, y, stride, first, end, kept);
    }
}
