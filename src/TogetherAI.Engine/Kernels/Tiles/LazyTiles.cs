namespace TogetherAI.Engine.Kernels.Tiles;

/// <summary>
/// A matrix's kept tiles, whose memory is taken when they are first wanted: a matrix that is never multiplied in tiles needs none. Thread-safe.
/// </summary>
/// <param name="memory">Where from; null where nothing is kept.</param>
/// <param name="tiles">Number of tiles.</param>
/// <param name="tileBytes">Bytes of a tile; 0 where there are no such.</param>
internal sealed class LazyTiles(TileMemory? memory, int tiles, nint tileBytes)
{
    private readonly Lock _gate = new();
    private KeptTiles? _kept;
    private bool _isDecided;

    /// <summary>The tiles; null where there is no memory for them.</summary>
    public KeptTiles? Value
    {
        get
        {
            if (memory is null || tileBytes == 0)
                return null;
            if (Volatile.Read(ref _isDecided))
                return _kept;
            lock (_gate)
            {
                if (!_isDecided)
                {
                    _kept = memory.TryTake(tiles, tileBytes);
                    Volatile.Write(ref _isDecided, true);
                }

                return _kept;
            }
        }
    }
}
