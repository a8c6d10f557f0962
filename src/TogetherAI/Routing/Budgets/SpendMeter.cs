namespace TogetherAI;

/// <summary>What was spent by the token, and its limits. What is set aside counts as spent until it is settled. Thread-safe.</summary>
internal sealed class SpendMeter(TimeProvider time, decimal? perHour, decimal? perDay)
{
    private readonly Lock _gate = new();
    private readonly SlidingSum _hour = new(time, TimeSpan.FromMinutes(1), slices: 61);
    private readonly SlidingSum _day = new(time, TimeSpan.FromMinutes(15), slices: 97);

    /// <summary>USD in the last 60 minutes, or a minute more.</summary>
    public decimal ThisHour
    {
        get
        {
            lock (_gate)
                return _hour.Total();
        }
    }

    /// <summary>USD in the last 24 hours, or a quarter of an hour more.</summary>
    public decimal Today
    {
        get
        {
            lock (_gate)
                return _day.Total();
        }
    }

    /// <summary>Sets money aside, unless that goes over a limit.</summary>
    public bool TryReserve(decimal usd)
    {
        lock (_gate)
        {
            if (_hour.Total() + usd > perHour || _day.Total() + usd > perDay)
                return false;
            _hour.Add(usd);
            _day.Add(usd);
            return true;
        }
    }

    /// <summary>Replaces what was set aside by what it cost.</summary>
    public void Settle(decimal reserved, decimal actual)
    {
        if (reserved == actual)
            return;
        lock (_gate)
        {
            _hour.Add(actual - reserved);
            _day.Add(actual - reserved);
        }
    }

    /// <summary>A sum over a window that slides by slices.</summary>
    private sealed class SlidingSum(TimeProvider time, TimeSpan slice, int slices)
    {
        private readonly decimal[] _sums = new decimal[slices];
        private readonly long _origin = time.GetTimestamp();
        private long _current;

        public void Add(decimal usd)
        {
            Slide();
            _sums[_current % slices] += usd;
        }

        public decimal Total()
        {
            Slide();
            decimal total = 0;
            foreach (decimal sum in _sums)
                total += sum;
            return Math.Max(0, total);
        }

        private void Slide()
        {
            long now = (long)(time.GetElapsedTime(_origin) / slice);
            for (long old = Math.Max(_current, now - slices) + 1; old <= now; old++)
                _sums[old % slices] = 0;
            _current = Math.Max(_current, now);
        }
    }
}
