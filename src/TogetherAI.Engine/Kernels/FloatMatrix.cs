using System.Runtime.Intrinsics;
using TogetherAI.Engine.Kernels.Tiles;

namespace TogetherAI.Engine.Kernels;

/// <summary>A matrix of plain numbers, row after row, read where the file is mapped.</summary>
internal sealed unsafe class FloatMatrix<TFormat, TPacking>(byte* data, int rows, int columns, InstructionSet set, TileMemory? memory = null) : WeightMatrix(rows, columns)
    where TFormat : struct, IFloatFormat
    where TPacking : struct, IFloatPacking
{
    private readonly byte* _data = data;
    private readonly LazyTiles _kept = new(TPacking.IsDense ? memory : null, (rows + Chains(set) - 1) / Chains(set), TileBytes(set, columns));

    public override long Bytes => (long)Rows * RowBytes;

    public override int TileRows => Chains(set);

    private nint RowBytes => (nint)Columns * TFormat.Bytes;

    public override InputForm Inputs(int tokens)
    {
        bool tiled = TileBytes(set, Columns) > 0 && (tokens >= TileLimits.Tokens || (tokens > 0 && _kept.Value is not null));
        return !tiled ? new InputForm(0) : new InputForm(0, Panel.Floats, Chains(set), Vectors: tokens == 1 ? 1 : InputForm.Four);
    }

    public override void Multiply(ProductInputs x, float* y, int first, int end)
    {
        if (x.Form.Panel == Panel.Floats)
        {
            KeptTiles? kept = first % TileRows == 0 && (end == Rows || end % TileRows == 0) ? _kept.Value : null;
            if (set >= InstructionSet.Avx512)
                MultiplyTiles<Tile512, Vector512<int>>(x, y, first, end, kept);
            else
                MultiplyTiles<Tile256, Vector256<int>>(x, y, first, end, kept);
        }
        else if (set >= InstructionSet.Avx512)
        {
            FloatKernel<Lanes512, Vector512<float>, TFormat>.Multiply(_data, Columns, x.Values, x.Tokens, y, Rows, first, end);
        }
        else if (set == InstructionSet.Avx2)
        {
            FloatKernel<Lanes256, Vector256<float>, TFormat>.Multiply(_data, Columns, x.Values, x.Tokens, y, Rows, first, end);
        }
        else
        {
            FloatKernel<Lanes128, Vector128<float>, TFormat>.Multiply(_data, Columns, x.Values, x.Tokens, y, Rows, first, end);
        }
    }

    public override void CopyRow(int row, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows);
        byte* source = _data + ((nint)row * Columns * TFormat.Bytes);
        for (int i = 0; i < Columns; i++)
            destination[i] = TFormat.Load(source, i);
    }

    private void MultiplyTiles<TTile, TVector>(ProductInputs x, float* y, int first, int end, KeptTiles? kept)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        if (x.Form.Vectors == 1)
            OneProduct<FloatTile<TPacking, TTile, TVector>, TTile, TVector>.Multiply(_data, RowBytes, x, y, first, end, kept);
        else
            TileProduct<FloatTile<TPacking, TTile, TVector>, TTile, TVector>.Multiply(_data, RowBytes, x, y, Rows, first, end, kept);
    }

    /// <summary>What a row's two accumulators take at a time, and the rows of a tile; 1 where there are no tiles.</summary>
    private static int Chains(InstructionSet set) => set switch
    {
        InstructionSet.Avx512 or InstructionSet.Avx512Vnni => FloatTile<TPacking, Tile512, Vector512<int>>.Chains,
        InstructionSet.Avx2 => FloatTile<TPacking, Tile256, Vector256<int>>.Chains,
        _ => 1,
    };

    /// <summary>What is left of a row after whole blocks is summed in an order of its own, which tiles do not have.</summary>
    private static nint TileBytes(InstructionSet set, int columns) =>
        Chains(set) == 1 || columns % (Chains(set) * TPacking.Steps) != 0 ? 0
        : set >= InstructionSet.Avx512 ? PackedTile<FloatTile<TPacking, Tile512, Vector512<int>>, Tile512, Vector512<int>>.Bytes(columns)
        : PackedTile<FloatTile<TPacking, Tile256, Vector256<int>>, Tile256, Vector256<int>>.Bytes(columns);
}
