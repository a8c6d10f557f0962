using System.Runtime.Intrinsics;
using TogetherAI.Engine.Kernels.Tiles;

namespace TogetherAI.Engine.Kernels;

/// <summary>A matrix of plain numbers, row after row, read where the file is mapped.</summary>
internal sealed unsafe class FloatMatrix<TFormat, TPacking>(byte* data, int rows, int columns, InstructionSet set) : WeightMatrix(rows, columns)
    where TFormat : struct, IFloatFormat
    where TPacking : struct, IFloatPacking
{
    private readonly byte* _data = data;

    public override long Bytes => (long)Rows * Columns * TFormat.Bytes;

    public override int TileRows => Chains(set);

    public override InputForm Inputs(int tokens) => Tiled(tokens) ? new InputForm(0, Panel.Floats, Chains(set)) : new InputForm(0);

    public override void Multiply(ProductInputs x, float* y, int first, int end)
    {
        if (Tiled(x.Tokens))
        {
            if (set >= InstructionSet.Avx512)
                FloatTile<TPacking, Tile512, Vector512<int>>.Multiply(_data, x, y, Rows, first, end);
            else
                FloatTile<TPacking, Tile256, Vector256<int>>.Multiply(_data, x, y, Rows, first, end);
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

    /// <summary>What a row's two accumulators take at a time, and the rows of a tile; 1 where there are no tiles.</summary>
    private static int Chains(InstructionSet set) => set switch
    {
        InstructionSet.Avx512 or InstructionSet.Avx512Vnni => FloatTile<TPacking, Tile512, Vector512<int>>.Chains,
        InstructionSet.Avx2 => FloatTile<TPacking, Tile256, Vector256<int>>.Chains,
        _ => 1,
    };

    /// <summary>What is left of a row after whole steps is summed in an order of its own, which tiles do not have.</summary>
    private bool Tiled(int tokens) => tokens >= TileLimits.Tokens && Chains(set) > 1 && Columns % Chains(set) == 0;
}
