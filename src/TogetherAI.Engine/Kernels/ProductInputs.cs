using TogetherAI.Engine.Kernels.Blocks;

namespace TogetherAI.Engine.Kernels;

/// <summary>
/// The vectors that a matrix is multiplied with, in the form that its format takes: quantised once, before the rows are shared among
/// threads. Kept and reused; grows to the largest product.
/// </summary>
internal sealed unsafe class ProductInputs
{
    private FloatBuffer _scales = new(0), _quants = new(0), _sums = new(0);

    /// <summary>Number of vectors.</summary>
    public int Tokens { get; private set; }

    /// <summary>Floats in a vector.</summary>
    public int Columns { get; private set; }

    /// <summary>The vectors back to back.</summary>
    public float* Values { get; private set; }

    /// <summary>Their integers: <c>value ≈ scale · quant</c>, from -127 to 127. Set by <see cref="Quantise"/>.</summary>
    public sbyte* Quants => (sbyte*)_quants.Pointer;

    /// <summary>The sum of each 16 integers.</summary>
    public short* Sums => (short*)_sums.Pointer;

    /// <summary>A scale for each block.</summary>
    public float* Scales => _scales.Pointer;

    public void Set(float* values, int tokens, int columns)
    {
        Values = values;
        (Tokens, Columns) = (tokens, columns);
    }

    /// <summary>Quantises all vectors in blocks of 32 or of 256.</summary>
    public void Quantise(int block)
    {
        Grow(ref _quants, (long)Tokens * Columns / sizeof(float));
        Grow(ref _sums, (long)Tokens * Columns / InputBlocks.SumValues / 2);
        Grow(ref _scales, (long)Tokens * Columns / block);
        for (int token = 0; token < Tokens; token++)
        {
            nint at = (nint)token * Columns;
            InputBlocks.Quantise(Values + at, Columns, block, Quants + at, Sums + (at / InputBlocks.SumValues), Scales + (at / block));
        }
    }

    private static void Grow(ref FloatBuffer buffer, long length)
    {
        if (buffer.Length < length)
            buffer = new FloatBuffer(checked((int)length));
    }
}
