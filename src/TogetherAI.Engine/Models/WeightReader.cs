using TogetherAI.Engine.Kernels;
using TogetherAI.Engine.Weights;

namespace TogetherAI.Engine.Models;

/// <summary>Turns tensors of a file into what the kernels take.</summary>
internal sealed unsafe class WeightReader(TensorStore store)
{
    public Linear Linear(string name, long rows, long columns, bool bias) =>
        new(Matrix(name + ".weight", rows, columns), bias ? Vector(name + ".bias", rows) : null);

    public WeightMatrix Matrix(string name, long rows, long columns)
    {
        TensorInfo tensor = store.Get(name, rows, columns);
        if (rows > int.MaxValue || columns > int.MaxValue)
            throw new ModelFormatException(tensor.File.Name, name, $"has the shape {tensor.ShapeText}; dimensions below 2^31 are supported.");
        byte* data = tensor.File.Pointer + tensor.Begin;
        WeightFormat format = tensor.Type.Name switch
        {
            "F32" => WeightFormat.F32,
            "F16" => WeightFormat.F16,
            _ => WeightFormat.BF16,
        };
        return WeightFormats.Create(format, data, (int)rows, (int)columns);
    }

    /// <summary>A norm's weights or a bias: small, and read often, so copied as floats.</summary>
    public float[] Vector(string name, long length)
    {
        TensorInfo tensor = store.Get(name, length);
        byte* data = tensor.File.Pointer + tensor.Begin;
        float[] values = new float[length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = tensor.Type.Name switch
            {
                "F32" => Float32Format.Load(data, i),
                "F16" => Float16Format.Load(data, i),
                _ => BFloat16Format.Load(data, i),
            };
        }

        return values;
    }
}
