namespace TogetherAI.Engine.Kernels;

/// <summary>
/// A matrix of weights <c>[Rows, Columns]</c>, where it lies and in whatever format. The seam between the decoder and the formats:
/// a quantised format, or one on another device, is another subclass. Immutable and thread-safe.
/// </summary>
internal abstract unsafe class WeightMatrix(int rows, int columns)
{
    /// <summary>Number of outputs.</summary>
    public int Rows { get; } = rows;

    /// <summary>Number of inputs.</summary>
    public int Columns { get; } = columns;

    /// <summary>Bytes of all rows: what a product reads from memory.</summary>
    public abstract long Bytes { get; }

    /// <summary>Rows that are best claimed together.</summary>
    public abstract int TileRows { get; }

    /// <summary>The form in which it multiplies so many vectors.</summary>
    public abstract InputForm Inputs(int tokens);

    /// <summary>
    /// Multiplies rows <paramref name="first"/> up to <paramref name="end"/> with some vectors; <paramref name="y"/> receives
    /// <c>y[token · Rows + row]</c>. Runs on the calling thread; other threads may work on other rows.
    /// </summary>
    public abstract void Multiply(ProductInputs x, float* y, int first, int end);

    /// <summary>Writes one row as floats.</summary>
    public abstract void CopyRow(int row, Span<float> destination);
}
