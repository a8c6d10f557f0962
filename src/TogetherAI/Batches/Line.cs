namespace TogetherAI;

/// <summary>A line of a text file.</summary>
/// <param name="Number">Its place, from 1.</param>
/// <param name="Text">Its bytes, without its end.</param>
/// <param name="IsTruncated">Whether it is longer than what is kept of it.</param>
internal readonly record struct Line(long Number, ReadOnlyMemory<byte> Text, bool IsTruncated)
{
    public bool IsBlank => Text.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0;
}
