using System.Runtime.InteropServices;

namespace TogetherAI;

/// <summary>Keys in a file that is gone when it is closed, also by the end of the process: a part after the other. Not thread-safe.</summary>
internal sealed class KeyRun : IDisposable
{
    private readonly FileStream _file;
    private readonly int[] _lengths;
    private int _next;

    /// <param name="folder">Where the file lies.</param>
    /// <param name="entries">The keys, in the order of their parts.</param>
    /// <param name="lengths">How many keys each part has; copied.</param>
    public KeyRun(string folder, ReadOnlySpan<KeyEntry> entries, int[] lengths)
    {
        _lengths = [.. lengths];
        _file = TemporaryFile.Create(folder, "keys");
        try
        {
            _file.Write(MemoryMarshal.AsBytes(entries));
            _file.Position = 0;
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    public int LengthOf(int part) => _lengths[part];

    /// <summary>Reads a part. They are read once each, and in their order.</summary>
    /// <returns>How many keys it has.</returns>
    public int Read(int part, Span<KeyEntry> into)
    {
        if (part != _next++)
            throw new InvalidOperationException("The parts of a run are read one after the other.");
        _file.ReadExactly(MemoryMarshal.AsBytes(into[.._lengths[part]]));
        return _lengths[part];
    }

    public void Dispose() => _file.Dispose();
}
