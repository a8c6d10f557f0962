using TogetherAI.Engine.Kernels.Tiles;

namespace TogetherAI.Engine.Kernels.Blocks;

/// <summary>A matrix of quantised weights, row after row, read where the file is mapped.</summary>
internal sealed unsafe class BlockMatrix<TFormat>(byte* data, int rows, int columns, BlockKernel kernel, TileMemory? memory = null) : WeightMatrix(rows, columns)
    where TFormat : struct, IBlockFormat
{
    private readonly byte* _data = data;
    private readonly nint _rowBytes = (nint)(columns / TFormat.Values) * TFormat.Bytes;

    private readonly LazyTiles _kept = new(memory, (rows + kernel.TileRows - 1) / kernel.TileRows, kernel.TileBytes(columns));

    public override long Bytes => Rows * (long)_rowBytes;

    public override int TileRows => kernel.TileRows;

    public override InputForm Inputs(int tokens) => kernel.Inputs(tokens, tokens >= TileLimits.Tokens || (tokens >= kernel.FewestKept && _kept.Value is not null));

    public override void Multiply(ProductInputs x, float* y, int first, int end) =>
        kernel.Multiply(_data, _rowBytes, x, y, Rows, first, end, x.Form.Panel != Panel.None && first % TileRows == 0 && (end == Rows || end % TileRows == 0) ? _kept.Value : null);

    public override void CopyRow(int row, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows);
        byte* block = _data + (row * _rowBytes);
        for (int column = 0; column < Columns; column += TFormat.Values, block += TFormat.Bytes)
            TFormat.Dequantise(block, destination.Slice(column, TFormat.Values));
    }
}
