using TogetherAI.Engine.Kernels;
using TogetherAI.Engine.Weights;

namespace TogetherAI.Engine.Models;

/// <summary>The matrix for each type of tensor.</summary>
internal static unsafe class MatrixFactory
{
    /// <summary>A matrix whose rows lie back to back at <paramref name="data"/>.</summary>
    public static WeightMatrix Create(TensorType type, byte* data, int rows, int columns) => type.Name switch
    {
        "F32" => new FloatMatrix<Float32Format>(data, rows, columns),
        "F16" => new FloatMatrix<Float16Format>(data, rows, columns),
        "BF16" => new FloatMatrix<BFloat16Format>(data, rows, columns),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "There is no matrix of this type."),
    };
}
