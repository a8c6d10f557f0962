using System.Runtime.Intrinsics;

namespace TogetherAI.Engine.Kernels;

/// <summary>A matrix of plain numbers, row after row, read where the file is mapped.</summary>
internal sealed unsafe class FloatMatrix<TFormat>(byte* data, int rows, int columns) : WeightMatrix(rows, columns)
    where TFormat : struct, IFloatFormat
{
    private readonly byte* _data = data;

    public override int InputBlock => 0;

    public override void Multiply(ProductInputs x, float* y, int first, int end)
    {
        if (Vector512.IsHardwareAccelerated)
            FloatKernel<Lanes512, Vector512<float>, TFormat>.Multiply(_data, Columns, x.Values, x.Tokens, y, Rows, first, end);
        else if (Vector256.IsHardwareAccelerated)
            FloatKernel<Lanes256, Vector256<float>, TFormat>.Multiply(_data, Columns, x.Values, x.Tokens, y, Rows, first, end);
        else
            FloatKernel<Lanes128, Vector128<float>, TFormat>.Multiply(_data, Columns, x.Values, x.Tokens, y, Rows, first, end);
    }

    public override void CopyRow(int row, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows);
        byte* source = _data + ((nint)row * Columns * TFormat.Bytes);
        for (int i = 0; i < Columns; i++)
            destination[i] = TFormat.Load(source, i);
    }
}
