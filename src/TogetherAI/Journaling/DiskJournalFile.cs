using Microsoft.Win32.SafeHandles;

namespace TogetherAI;

/// <summary>A file on the disk.</summary>
internal sealed class DiskJournalFile : IJournalFile
{
    private readonly SafeFileHandle _file;

    // Shared: the lock beside it says who may write, and a process that is refused wants to read who that is.
    public DiskJournalFile(string path)
        : this(path, FileMode.OpenOrCreate, FileAccess.ReadWrite)
    {
    }

    private DiskJournalFile(string path, FileMode mode, FileAccess access) =>
        _file = File.OpenHandle(path, mode, access, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>Opens a file that is there, which this process may not even be allowed to write.</summary>
    public static DiskJournalFile ToRead(string path) => new(path, FileMode.Open, FileAccess.Read);

    public long Length => RandomAccess.GetLength(_file);

    public int Read(long offset, Span<byte> into) => RandomAccess.Read(_file, into, offset);

    public void Write(long offset, ReadOnlySpan<byte> bytes) => RandomAccess.Write(_file, bytes, offset);

    public void SetLength(long length) => RandomAccess.SetLength(_file, length);

    public void Flush() => RandomAccess.FlushToDisk(_file);

    public void Dispose() => _file.Dispose();
}
