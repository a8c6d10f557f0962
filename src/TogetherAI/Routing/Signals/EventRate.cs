namespace TogetherAI;

/// <summary>How many events a second, over a sliding window, and the most that were in any such window of the last minute. Lock-free; thread-safe.</summary>
internal sealed class EventRate
{
    private const int Slices = 8;
    private const int Peaks = 60;

    private readonly TimeProvider _time;
    private readonly long _sliceTicks;
    private readonly double _windowSeconds;
    private readonly long[] _slices = new long[Slices]; // number of the slice in the upper half, events in the lower
    private readonly long[] _peaks = new long[Peaks]; // the same for each second, with the highest count of a whole window
    private readonly long _origin;

    public EventRate(TimeProvider time, TimeSpan window)
    {
        _time = time;
        _windowSeconds = window.TotalSeconds;
        _sliceTicks = Math.Max(1, (long)(window.TotalSeconds * time.TimestampFrequency / Slices));
        _origin = time.GetTimestamp();
    }

    /// <summary>Events a second in the window that ends now.</summary>
    public double PerSecond => CountInWindow(Slice()) / _windowSeconds;

    /// <summary>The highest rate of any window that ended within the last minute.</summary>
    public double Peak
    {
        get
        {
            long now = Second();
            long most = 0;
            foreach (ref long entry in _peaks.AsSpan())
            {
                long value = Volatile.Read(ref entry);
                if ((value >> 32) > now - Peaks && (value & uint.MaxValue) > most)
                    most = value & uint.MaxValue;
            }

            return most / _windowSeconds;
        }
    }

    /// <summary>Something happened.</summary>
    public void Add()
    {
        long slice = Slice();
        Add(ref _slices[slice % Slices], slice, static (old, _) => old + 1, 0);
        long second = Second();
        Add(ref _peaks[second % Peaks], second, static (old, count) => Math.Max(old, count), CountInWindow(slice));
    }

    private static void Add(ref long entry, long number, Func<long, long, long> change, long argument)
    {
        while (true)
        {
            long old = Volatile.Read(ref entry);
            long value = (old >> 32) == number ? old & uint.MaxValue : 0;
            long changed = (number << 32) | change(value, argument);
            if (changed == old || Interlocked.CompareExchange(ref entry, changed, old) == old)
                return;
        }
    }

    private long CountInWindow(long slice)
    {
        long count = 0;
        foreach (ref long entry in _slices.AsSpan())
        {
            long value = Volatile.Read(ref entry);
            if ((value >> 32) > slice - Slices)
                count += value & uint.MaxValue;
        }

        return count;
    }

    // From 1, so that an entry that was never written belongs to no slice.
    private long Slice() => (1 + Slices) + ((_time.GetTimestamp() - _origin) / _sliceTicks);

    private long Second() => (1 + Peaks) + ((_time.GetTimestamp() - _origin) / _time.TimestampFrequency);
}
