using TogetherAI.Engine.Conversion;
using TogetherAI.Engine.Kernels;
using TogetherAI.Engine.Kernels.Tiles;
using TogetherAI.Engine.Weights;

namespace TogetherAI.Engine.Models;

/// <summary>Turns tensors of a file into what the kernels take.</summary>
/// <param name="store">The file's tensors.</param>
/// <param name="layout">How the file lays them out.</param>
/// <param name="quantizer">Makes matrices smaller; null where they are read as they are.</param>
/// <param name="tied">Whether the embedding table is the output layer.</param>
/// <param name="tiles">Where matrices keep their rearranged weights; null where they do not.</param>
internal sealed unsafe class WeightReader(TensorStore store, WeightLayout layout, LoadTimeQuantizer? quantizer = null, bool tied = false, TileMemory? tiles = null)
{
    public Linear Linear(string name, long rows, long columns, bool bias) =>
        new(Matrix(name + ".weight", rows, columns), bias ? Vector(name + ".bias", rows) : null);

    public WeightMatrix Matrix(string name, long rows, long columns) => Rows(name, rows, columns, 0, rows);

    /// <summary>Some of a matrix's rows, as a matrix of their own.</summary>
    public WeightMatrix Rows(string name, long allRows, long columns, long first, long rows)
    {
        TensorInfo tensor = store.Get(name, allRows, columns);
        if (allRows > int.MaxValue || columns > int.MaxValue)
            throw new ModelFormatException(tensor.File.Name, tensor.Name, $"has the shape {tensor.ShapeText}; dimensions below 2^31 are supported.");
        byte* data = tensor.File.Pointer + tensor.Begin + (first * tensor.Type.RowBytes(columns));
        WeightMatrix matrix = WeightFormats.Create(tensor.Type.Format!.Value, data, (int)rows, (int)columns, tiles);
        matrix = quantizer?.Quantize(name, tensor.Type, matrix, tied, tiles) ?? matrix;
        tiles?.CountWeights(matrix.Bytes);
        return matrix;
    }

    /// <summary>The weights of a norm.</summary>
    public float[] Norm(string name, long length)
    {
        float[] weights = Vector(name, length);
        for (int i = 0; layout.NormsLessOne && i < weights.Length; i++)
            weights[i] += 1;
        return weights;
    }

    /// <summary>A norm's weights or a bias: small, and read often, so copied as floats.</summary>
    public float[] Vector(string name, long length)
    {
        TensorInfo tensor = store.Get(name, length);
        if (tensor.Type.BlockLength > 1)
            throw new ModelFormatException(tensor.File.Name, tensor.Name, $"has the dtype {tensor.Type.Name}; norms and biases are F32, F16 or BF16.");
        float[] values = new float[length];
        WeightFormats.Create(tensor.Type.Format!.Value, tensor.File.Pointer + tensor.Begin, 1, (int)length).CopyRow(0, values);
        return values;
    }
}
