namespace TogetherAI.Engine.Conversion;

/// <summary>Writes one row of a tensor as floats. Called from several threads at once, for different rows.</summary>
internal delegate void RowFiller(int row, Span<float> destination);

/// <summary>A tensor that is to be stored in another way, by its name in Hugging Face's checkpoints; a vector has one row.</summary>
internal sealed record SourceTensor(string Name, long[] Shape, RowFiller Fill)
{
    public bool IsVector => Shape.Length == 1;

    public int Rows => IsVector ? 1 : checked((int)Shape[0]);

    public int Columns => checked((int)Shape[^1]);
}
