using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace TogetherAI.Engine.Kernels.Tiles;

/// <summary>
/// A matrix's weights as its tiles have them, outside of the managed heap. Each tile is filled when it is multiplied first; memory that no
/// tile was written to yet is only reserved. Thread-safe: engines may share the matrix.
/// </summary>
internal sealed unsafe partial class KeptTiles : IDisposable
{
    private const int Empty = 0, BeingFilled = 1, Filled = 2;
    private const uint Line = 64;

    /// <summary>A large page of most processors: with small ones, asking ahead for weights waits for their addresses.</summary>
    private const uint LargePage = 2 << 20;

    private readonly int[] _states;
    private readonly nint _tileBytes;
    private byte* _memory;

    /// <exception cref="OutOfMemoryException">The system has no such memory.</exception>
    public KeptTiles(int tiles, nint tileBytes)
    {
        _states = new int[tiles];
        _tileBytes = tileBytes;
        nuint bytes = (nuint)(tiles * tileBytes);
        _memory = (byte*)NativeMemory.AlignedAlloc(bytes, bytes < LargePage ? Line : LargePage);
        if (OperatingSystem.IsLinux() && bytes >= LargePage)
            AskForLargePages(_memory, bytes);
    }

    ~KeptTiles() => Free();

    /// <summary>The tile where it has been filled; else null.</summary>
    public byte* Find(int tile) => tile < _states.Length && Volatile.Read(ref _states[tile]) == Filled ? At(tile) : null;

    /// <summary>Where to fill the tile, for the one caller that is to do it and then says <see cref="Publish"/>; null for all others.</summary>
    public byte* Claim(int tile) => Interlocked.CompareExchange(ref _states[tile], BeingFilled, Empty) == Empty ? At(tile) : null;

    /// <summary>From here on the tile is found.</summary>
    public void Publish(int tile) => Volatile.Write(ref _states[tile], Filled);

    /// <summary>Gives the memory back; no thread may multiply any more.</summary>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private byte* At(int tile) => _memory + (tile * _tileBytes);

    // Where the system has none, or does not know the question, small ones do.
    [SupportedOSPlatform("linux")]
    private static void AskForLargePages(byte* memory, nuint bytes)
    {
        const int HugePages = 14;
        try
        {
            _ = Advise(memory, bytes, HugePages);
        }
        catch (Exception fault) when (fault is DllNotFoundException or EntryPointNotFoundException)
        {
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint length, int advice);

    private void Free()
    {
        NativeMemory.AlignedFree(_memory);
        _memory = null;
    }
}
