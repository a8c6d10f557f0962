using TogetherAI.Engine.Kernels;
using TogetherAI.Engine.Models;
using TogetherAI.Engine.Weights;

namespace TogetherAI.Engine.Conversion;

/// <summary>The tensors of a checkpoint in Hugging Face's layout, to be stored in another way.</summary>
internal static unsafe class StoreTensors
{
    public static IEnumerable<SourceTensor> Of(TensorStore store, ModelSpec spec) =>
        ModelTensors.Of(spec).Select(tensor => Of(store.Get(tensor.Name, tensor.Shape), tensor.Name));

    private static SourceTensor Of(TensorInfo tensor, string name)
    {
        int rows = tensor.Shape.Length == 1 ? 1 : (int)tensor.Shape[0];
        WeightMatrix matrix = WeightFormats.Create(tensor.Type.Format!.Value, tensor.File.Pointer + tensor.Begin, rows, (int)tensor.Shape[^1]);
        return new SourceTensor(name, tensor.Shape, matrix.CopyRow);
    }

    /// <summary>The format that most of a checkpoint's matrices have.</summary>
    public static WeightFormat FormatOf(TensorStore store) => store.All
        .Where(static tensor => tensor.Shape.Length == 2 && tensor.Type.Format is not null)
        .GroupBy(static tensor => tensor.Type.Format!.Value, static tensor => (double)(tensor.End - tensor.Begin))
        .MaxBy(static group => group.Sum())!.Key;
}
