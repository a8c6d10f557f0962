using TogetherAI.Engine.Kernels;
using TogetherAI.Engine.Kernels.Tiles;
using TogetherAI.Engine.Weights;

namespace TogetherAI.Engine.Conversion;

/// <summary>
/// Brings weights of a file into a smaller format while a model is loaded. What it makes lies in memory of this process, which lives as
/// long as this object does.
/// </summary>
internal sealed unsafe class LoadTimeQuantizer(WeightFormat format)
{
    private const int Alignment = 64;

    private readonly List<Array> _kept = [];

    /// <summary>The matrix in its new format; the one given where it has no more bits than that anyway.</summary>
    public WeightMatrix Quantize(string name, TensorType from, WeightMatrix matrix, bool tied, TileMemory? tiles)
    {
        WeightFormat wanted = WeightPlan.FormatOf(name, matrix.Columns, format, tied);
        if (BitsOf(from) <= BitsOf(TensorType.Of(wanted)))
            return matrix;
        long bytes = WeightFormats.RowBytes(wanted, matrix.Columns) * matrix.Rows;

        // Arrays of longs reach eight times as far as arrays of bytes before they reach their largest length.
        long[] memory = GC.AllocateUninitializedArray<long>(checked((int)((bytes + Alignment) / sizeof(long)) + 1), pinned: true);
        _kept.Add(memory);
        nuint start = ((nuint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref memory[0]) + (Alignment - 1)) & ~(nuint)(Alignment - 1);
        RowEncoder.Encode(new SourceTensor(name, [matrix.Rows, matrix.Columns], matrix.CopyRow), wanted, (byte*)start);
        return WeightFormats.Create(wanted, (byte*)start, matrix.Rows, matrix.Columns, tiles);
    }

    private static double BitsOf(TensorType type) => (double)type.BlockBits / type.BlockLength;
}
