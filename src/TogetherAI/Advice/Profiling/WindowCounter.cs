namespace TogetherAI;

/// <summary>
/// How many requests fell into each window of a fixed width. The newest windows are open, since calls are recorded when they end and so out
/// of order; older ones are closed into a sketch. Fixed memory; guarded by its owner.
/// </summary>
/// <param name="width">The width in ticks.</param>
/// <param name="open">How many windows stay open.</param>
internal sealed class WindowCounter(long width, int open)
{
    private readonly int[] _ring = new int[open];
    private readonly CountSketch _closed = new();
    private long _first = -1; // the first window there is
    private long _newest = -1;

    public long Width => width;

    /// <summary>Counts a request; false where its window is closed already.</summary>
    public bool Add(long ticks)
    {
        long window = ticks / width;
        if (_newest < 0)
            _first = _newest = window;
        if (window > _newest)
            Advance(window);
        if (window <= _newest - open)
            return false;
        _first = Math.Min(_first, window);
        _ring[window % open]++;
        return true;
    }

    /// <summary>Everything so far, the open windows included.</summary>
    public CountSketch Snapshot()
    {
        CountSketch all = _closed.Copy();
        for (long window = Math.Max(_first, _newest - open + 1); window <= _newest && window >= 0; window++)
            all.Add(_ring[window % open]);
        return all;
    }

    private void Advance(long window)
    {
        // Those that the jump leaves behind, oldest first; beyond the ring all were empty.
        for (long closing = Math.Max(_first, _newest - open + 1); closing <= Math.Min(_newest, window - open); closing++)
            Close(closing);
        long empty = window - open - _newest;
        if (empty > 0)
            _closed.Add(0, empty);
        _newest = window;
    }

    private void Close(long window)
    {
        _closed.Add(_ring[window % open]);
        _ring[window % open] = 0;
    }
}
