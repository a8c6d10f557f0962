namespace TogetherAI.Engine.Kernels.Tiles;

/// <summary>
/// A matrix's weights as its tiles have them, outside of the managed heap. Each tile is filled when it is multiplied first.
/// Thread-safe: engines may share the matrix.
/// </summary>
internal sealed unsafe class KeptTiles : IDisposable
{
    private const int Empty = 0, BeingFilled = 1, Filled = 2;
    private readonly int[] _states;
    private readonly nint _tileBytes;
    private readonly LargeMemory _memory;

    /// <exception cref="OutOfMemoryException">The system has no such memory.</exception>
    public KeptTiles(int tiles, nint tileBytes)
    {
        _states = new int[tiles];
        _tileBytes = tileBytes;
        _memory = new LargeMemory(tiles * tileBytes);
    }

    /// <summary>The tile where it has been filled; else null.</summary>
    public byte* Find(int tile) => tile < _states.Length && Volatile.Read(ref _states[tile]) == Filled ? At(tile) : null;

    /// <summary>Where to fill the tile, for the one caller that is to do it and then says <see cref="Publish"/>; null for all others.</summary>
    public byte* Claim(int tile) => Interlocked.CompareExchange(ref _states[tile], BeingFilled, Empty) == Empty ? At(tile) : null;

    /// <summary>From here on the tile is found.</summary>
    public void Publish(int tile) => Volatile.Write(ref _states[tile], Filled);

    /// <summary>Gives the memory back; no thread may multiply any more.</summary>
    public void Dispose() => _memory.Dispose();

    private byte* At(int tile) => _memory.Pointer + (tile * _tileBytes);
}
