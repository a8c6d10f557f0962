using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TogetherAI;

/// <summary>Sorted keys in a file that is gone when it is closed, also by the end of the process. Not thread-safe.</summary>
internal sealed class KeyRun : IDisposable
{
    private readonly FileStream _file;
    private readonly KeyEntry[] _buffer = new KeyEntry[2048];
    private int _next;
    private int _filled;

    public KeyRun(string folder, ReadOnlySpan<KeyEntry> entries)
    {
        _file = new FileStream(
            Path.Combine(folder, $"together-keys-{Guid.NewGuid():N}"),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            bufferSize: 0,
            FileOptions.DeleteOnClose);
        try
        {
            _file.Write(MemoryMarshal.AsBytes(entries));
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    public void Rewind() => _file.Position = 0;

    public bool TryRead(out KeyEntry entry)
    {
        if (_next == _filled)
        {
            (_next, _filled) = (0, Fill());
            if (_filled == 0)
            {
                entry = default;
                return false;
            }
        }

        entry = _buffer[_next++];
        return true;
    }

    public void Dispose() => _file.Dispose();

    private int Fill()
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(_buffer.AsSpan());
        return _file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) / Unsafe.SizeOf<KeyEntry>();
    }
}
