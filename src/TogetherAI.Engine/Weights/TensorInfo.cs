namespace TogetherAI.Engine.Weights;

/// <summary>One tensor of a weights file: what it is and where its bytes lie. <c>Begin</c> and <c>End</c> count from the file's start.</summary>
internal sealed record TensorInfo(string Name, TensorType Type, long[] Shape, long Begin, long End, MappedFile File)
{
    public string ShapeText => FormatShape(Shape);

    public static string FormatShape(ReadOnlySpan<long> shape) => $"[{string.Join(", ", shape.ToArray())}]";
}
