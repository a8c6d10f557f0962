using TogetherAI.Engine.Kernels.Blocks;
using TogetherAI.Engine.Kernels.Tiles;

namespace TogetherAI.Engine.Kernels;

/// <summary>What a loader or a writer of weights needs to know about their formats.</summary>
internal static unsafe class WeightFormats
{
    /// <summary>Weights that are stored together; a row holds a whole number of such blocks.</summary>
    public static int ValuesPerBlock(WeightFormat format) => format switch
    {
        WeightFormat.F32 or WeightFormat.F16 or WeightFormat.BF16 => 1,
        WeightFormat.Q8_0 => Q8_0.Values,
        WeightFormat.Q4_0 => Q4_0.Values,
        WeightFormat.Q4_K => Q4_K.Values,
        WeightFormat.Q5_K => Q5_K.Values,
        WeightFormat.Q6_K => Q6_K.Values,
        _ => throw Unknown(format),
    };

    public static int BytesPerBlock(WeightFormat format) => format switch
    {
        WeightFormat.F32 => Float32Format.Bytes,
        WeightFormat.F16 => Float16Format.Bytes,
        WeightFormat.BF16 => BFloat16Format.Bytes,
        WeightFormat.Q8_0 => Q8_0.Bytes,
        WeightFormat.Q4_0 => Q4_0.Bytes,
        WeightFormat.Q4_K => Q4_K.Bytes,
        WeightFormat.Q5_K => Q5_K.Bytes,
        WeightFormat.Q6_K => Q6_K.Bytes,
        _ => throw Unknown(format),
    };

    /// <summary>The bytes of one row.</summary>
    /// <exception cref="ArgumentException">The row is no whole number of blocks.</exception>
    public static long RowBytes(WeightFormat format, int columns)
    {
        int values = ValuesPerBlock(format);
        if (columns % values != 0)
            throw new ArgumentException($"A row of {columns} values is no whole number of {format} blocks of {values}.", nameof(columns));
        return (long)(columns / values) * BytesPerBlock(format);
    }

    /// <summary>A matrix over bytes that lie row after row, at any address, and must outlive it.</summary>
    /// <param name="format">The weights' format.</param>
    /// <param name="data">The first row.</param>
    /// <param name="rows">Number of outputs.</param>
    /// <param name="columns">Number of inputs.</param>
    /// <param name="tiles">Where rearranged weights are kept; null where they are not.</param>
    /// <exception cref="ArgumentException">A row is no whole number of blocks.</exception>
    public static WeightMatrix Create(WeightFormat format, byte* data, int rows, int columns, TileMemory? tiles = null) =>
        Create(format, data, rows, columns, InstructionSets.Best, tiles);

    /// <summary>The same for a processor that may be less than this one.</summary>
    public static WeightMatrix Create(WeightFormat format, byte* data, int rows, int columns, InstructionSet set, TileMemory? tiles = null)
    {
        _ = RowBytes(format, columns);
        return format switch
        {
            WeightFormat.F32 => new FloatMatrix<Float32Format, Float32Packing>(data, rows, columns, set, tiles),
            WeightFormat.F16 => new FloatMatrix<Float16Format, Float16Packing>(data, rows, columns, set, tiles),
            WeightFormat.BF16 => new FloatMatrix<BFloat16Format, BFloat16Packing>(data, rows, columns, set, tiles),
            WeightFormat.Q8_0 => new BlockMatrix<Q8_0>(data, rows, columns, BlockKernels.Q8_0(set), tiles),
            WeightFormat.Q4_0 => new BlockMatrix<Q4_0>(data, rows, columns, BlockKernels.Q4_0(set), tiles),
            WeightFormat.Q4_K => new BlockMatrix<Q4_K>(data, rows, columns, BlockKernels.Q4_K(set), tiles),
            WeightFormat.Q5_K => new BlockMatrix<Q5_K>(data, rows, columns, BlockKernels.Q5_K(set), tiles),
            _ => new BlockMatrix<Q6_K>(data, rows, columns, BlockKernels.Q6_K(set), tiles),
        };
    }

    private static ArgumentOutOfRangeException Unknown(WeightFormat format) => new(nameof(format), format, "is not a known format.");
}
