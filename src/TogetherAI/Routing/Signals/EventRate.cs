namespace TogetherAI;

/// <summary>
/// How often something happens, over a short window, and how often it did at best within the last minute. Time is cut into eighths of the
/// window, each with a counter in a ring; one word holds a counter and the slice it belongs to, so that an old one is replaced in one step.
/// Lock-free; allocates nothing after it is made.
/// </summary>
internal sealed class EventRate(TimeProvider time, TimeSpan window)
{
    private const int Slices = 8;

    private static readonly TimeSpan s_memory = TimeSpan.FromMinutes(1);

    private readonly long _origin = time.GetTimestamp();
    private readonly long _slice = window.Ticks / Slices;
    private readonly long[] _ring = new long[(s_memory.Ticks * Slices / window.Ticks) + Slices + 1]; // slice number above, count below
    private double _mean;
    private long _meanAt = -1;
    private long _best; // in the same form: as of which slice, and the most events of any window

    /// <summary>Events a second over the window that ends now.</summary>
    public double PerSecond
    {
        get
        {
            long now = time.GetElapsedTime(_origin).Ticks;
            long slice = now / _slice;
            long events = Count(slice);
            for (int back = 1; back < Slices; back++)
                events += Count(slice - back);
            // The slice under way is not over: the window is shorter by what is missing of it.
            long ticks = ((Slices - 1) * _slice) + Math.Max(now % _slice, _slice / 4);
            return events * (double)TimeSpan.TicksPerSecond / ticks;
        }
    }

    /// <summary>The highest rate that a window has had in the last minute.</summary>
    public double Peak
    {
        get
        {
            long slice = time.GetElapsedTime(_origin).Ticks / _slice;
            long best = Volatile.Read(ref _best);
            if (best >> 32 != slice)
                Volatile.Write(ref _best, best = (slice << 32) | MostBefore(slice));
            return Math.Max(PerSecond, (best & uint.MaxValue) * (double)TimeSpan.TicksPerSecond / (Slices * _slice));
        }
    }

    /// <summary>Events a second over the last minute.</summary>
    public double Mean
    {
        get
        {
            TimeSpan lived = time.GetElapsedTime(_origin);
            long slice = lived.Ticks / _slice;
            if (Volatile.Read(ref _meanAt) != slice)
            {
                long events = 0;
                for (long i = Math.Max(0, slice - _ring.Length + 1); i < slice; i++)
                    events += Count(i);
                Volatile.Write(ref _mean, events / Math.Max(1, Math.Min(lived.TotalSeconds, s_memory.TotalSeconds)));
                Volatile.Write(ref _meanAt, slice);
            }

            return Volatile.Read(ref _mean);
        }
    }

    /// <summary>Something happened.</summary>
    public void Add(long n = 1)
    {
        long slice = time.GetElapsedTime(_origin).Ticks / _slice;
        ref long counter = ref _ring[slice % _ring.Length];
        for (long seen = Volatile.Read(ref counter); ;)
        {
            // Another thread may have read the clock a little later: what is then too old for the ring is counted with the newest.
            long next = seen >> 32 >= slice ? seen + n : (slice << 32) | n;
            long before = Interlocked.CompareExchange(ref counter, next, seen);
            if (before == seen)
                return;
            seen = before;
        }
    }

    private long MostBefore(long slice)
    {
        long most = 0, events = 0;
        long first = Math.Max(0, slice - _ring.Length + 1);
        for (long i = first; i < slice; i++)
        {
            events += Count(i);
            if (i - Slices >= first)
                events -= Count(i - Slices);
            most = Math.Max(most, events);
        }

        return most;
    }

    private long Count(long slice)
    {
        if (slice < 0)
            return 0;
        long counter = Volatile.Read(ref _ring[slice % _ring.Length]);
        return counter >> 32 == slice ? counter & uint.MaxValue : 0;
    }
}
