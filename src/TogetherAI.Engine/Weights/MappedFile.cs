using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace TogetherAI.Engine;

/// <summary>
/// The bytes of one file of a model, read in place: the operating system pages them in as they are touched and nothing is copied.
/// Offsets are 64 bits wide, for files past 2 GB.
/// </summary>
/// <remarks>
/// Thread-safe for reading. Must not be disposed while a span of it is in use. The file must not be shortened while it is
/// mapped: the operating system then ends the process that reads the missing part.
/// </remarks>
public sealed unsafe class MappedFile : IDisposable
{
    private readonly IDisposable[] _owners;
    private readonly SafeMemoryMappedViewHandle? _view;
    private byte* _start;

    private MappedFile(string name, byte* start, long length, SafeMemoryMappedViewHandle? view, params IDisposable[] owners)
    {
        Name = name;
        Length = length;
        _start = start;
        _view = view;
        _owners = owners;
    }

    /// <summary>The file's name inside the model's folder, for messages.</summary>
    public string Name { get; }

    /// <summary>Length in bytes.</summary>
    public long Length { get; }

    /// <summary>The first byte. Valid until this is disposed.</summary>
    internal byte* Pointer
    {
        get
        {
            ObjectDisposedException.ThrowIf(_start is null && Length > 0, this);
            return _start;
        }
    }

    /// <summary>A part of the file.</summary>
    /// <param name="offset">First byte, from 0.</param>
    /// <param name="length">Number of bytes.</param>
    /// <returns>The bytes themselves, valid until this is disposed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The part reaches outside the file.</exception>
    /// <exception cref="ObjectDisposedException">The file is no longer mapped.</exception>
    public ReadOnlySpan<byte> Span(long offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, Length - length);
        return new ReadOnlySpan<byte>(Pointer + offset, length);
    }

    /// <summary>Ends the mapping. Spans taken before are invalid from here on.</summary>
    public void Dispose()
    {
        if (_start is null)
            return;
        _start = null;
        _view?.ReleasePointer();
        foreach (IDisposable owner in _owners)
            owner.Dispose();
    }

    /// <summary>Maps a file of the file system, for reading only.</summary>
    /// <param name="path">The file's path.</param>
    /// <returns>The whole file; to be disposed by the caller.</returns>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static MappedFile Map(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        if (stream.Length == 0)
        {
            // An empty file cannot be mapped; whoever reads it finds nothing and says so.
            stream.Dispose();
            return new MappedFile(Path.GetFileName(path), null, 0, null);
        }

        long length = stream.Length;
        MemoryMappedFile file =
            MemoryMappedFile.CreateFromFile(stream, mapName: null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        MemoryMappedViewAccessor accessor = file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        byte* start = null;
        accessor.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        return new MappedFile(
            Path.GetFileName(path), start + accessor.PointerOffset, length, accessor.SafeMemoryMappedViewHandle, accessor, file);
    }

    /// <summary>Reads a resource where the loader has mapped it. Holding the stream keeps its assembly loaded.</summary>
    internal static MappedFile Of(string name, UnmanagedMemoryStream resource) =>
        new(name, resource.PositionPointer, resource.Length, null, resource);

    /// <summary>The whole of a small file, as managed memory.</summary>
    internal byte[] ReadAll(int limit)
    {
        if (Length > limit)
            throw new ModelFormatException(Name, null, $"has {Length} bytes; such a file has at most {limit}.");
        return Span(0, (int)Length).ToArray();
    }
}
