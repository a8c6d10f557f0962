namespace TogetherAI.Engine.Kernels.Tiles;

/// <summary>
/// What a model may spend on rearranged weights that are kept. Without them few vectors at once, such as a token each of eight sequences,
/// take half their time for rearranging. Thread-safe.
/// </summary>
/// <param name="maxBytes">Most bytes; null for what half of the process's memory leaves beside the weights, which must stay in memory as well.</param>
internal sealed class TileMemory(long? maxBytes) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<KeptTiles> _kept = [];
    private long _weights, _taken;
    private bool _disposed;

    /// <summary>Bytes that are taken.</summary>
    public long Taken
    {
        get
        {
            lock (_gate)
                return _taken;
        }
    }

    /// <summary>Bytes of the model's matrices.</summary>
    public long Weights
    {
        get
        {
            lock (_gate)
                return _weights;
        }
    }

    /// <summary>Counts a matrix of the model. All are, before the first is multiplied.</summary>
    public void CountWeights(long bytes)
    {
        lock (_gate)
            _weights += bytes;
    }

    /// <summary>Memory for so many tiles; null where that is more than is left, or more than the system has.</summary>
    public KeptTiles? TryTake(int tiles, nint tileBytes)
    {
        lock (_gate)
        {
            long most = maxBytes ?? ((GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2) - _weights);
            if (_disposed || tiles * (long)tileBytes > most - _taken)
                return null;
            try
            {
                _kept.Add(new KeptTiles(tiles, tileBytes));
            }
            catch (OutOfMemoryException)
            {
                return null; // slower, but as exact, without
            }

            _taken += tiles * (long)tileBytes;
            return _kept[^1];
        }
    }

    /// <summary>Gives all of it back; no thread may multiply any more.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (KeptTiles kept in _kept)
                kept.Dispose();
            _kept.Clear();
        }
    }
}
