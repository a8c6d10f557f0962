namespace TogetherAI;

/// <summary>An open file, as a journal needs it: tests put one in its place that tears writes, loses them and runs full.</summary>
internal interface IJournalFile : IDisposable
{
    long Length { get; }

    /// <returns>How many bytes were read; 0 at the end.</returns>
    int Read(long offset, Span<byte> into);

    void Write(long offset, ReadOnlySpan<byte> bytes);

    void SetLength(long length);

    /// <summary>Returns when all that was written is on the disk itself.</summary>
    void Flush();
}
