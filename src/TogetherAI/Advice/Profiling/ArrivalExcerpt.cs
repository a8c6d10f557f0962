namespace TogetherAI;

/// <summary>
/// The requests that are kept one by one, for the replay: all of them while they fit, then the busiest that followed each other, found to
/// within half of what fits. Fixed memory; guarded by its owner.
/// </summary>
internal sealed class ArrivalExcerpt(int capacity)
{
    private readonly Arrival[] _ring = new Arrival[capacity];
    private Arrival[]? _busiest;
    private long _busiestSpan = long.MaxValue;
    private long _count;

    /// <summary>Whether every request is in it.</summary>
    public bool IsWhole => _count <= capacity;

    public void Add(in TrafficRecord record)
    {
        if (_count >= capacity && (_count - capacity) % Math.Max(1, capacity / 2) == 0)
            KeepIfBusier();
        _ring[_count++ % capacity] = new Arrival(record.At.UtcTicks, record.PromptTokens, record.CompletionTokens, record.NobodyWaits);
    }

    /// <summary>A copy in the order in which the requests were sent.</summary>
    public Arrival[] Snapshot()
    {
        if (!IsWhole)
            KeepIfBusier();
        Arrival[] kept = IsWhole ? _ring[..(int)_count] : [.. _busiest!];
        kept.AsSpan().Sort(static (a, b) => a.Ticks.CompareTo(b.Ticks));
        return kept;
    }

    private void KeepIfBusier()
    {
        (long first, long last) = (long.MaxValue, long.MinValue);
        foreach (ref readonly Arrival arrival in _ring.AsSpan())
            (first, last) = (Math.Min(first, arrival.Ticks), Math.Max(last, arrival.Ticks));
        if (last - first >= _busiestSpan)
            return;
        _busiestSpan = last - first;
        _busiest ??= new Arrival[capacity];
        _ring.CopyTo(_busiest, 0);
    }
}
