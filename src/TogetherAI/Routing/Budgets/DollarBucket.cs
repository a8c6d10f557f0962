namespace TogetherAI;

/// <summary>
/// Money that comes in evenly and is spent in gusts: at most what came in within the burst can be saved up. In dollars and not in requests, since
/// the requests that are slow enough to be hedged are the long ones. Thread-safe.
/// </summary>
internal sealed class DollarBucket
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly decimal _perSecond;
    private readonly decimal _most;
    private decimal _available;
    private long _filledAt;

    /// <param name="time">The clock.</param>
    /// <param name="usdPerSecond">What comes in.</param>
    /// <param name="burst">For how long it is saved up. The bucket is empty at first.</param>
    public DollarBucket(TimeProvider time, decimal usdPerSecond, TimeSpan burst)
    {
        _time = time;
        _perSecond = usdPerSecond;
        _most = usdPerSecond * (decimal)burst.TotalSeconds;
        _filledAt = time.GetTimestamp();
    }

    /// <summary>What can be spent now, in USD; below zero when something cost more than was set aside for it.</summary>
    public decimal Available
    {
        get
        {
            lock (_gate)
            {
                Fill();
                return _available;
            }
        }
    }

    /// <summary>Sets money aside, if it is there.</summary>
    public bool TryReserve(decimal usd)
    {
        lock (_gate)
        {
            Fill();
            if (usd > _available)
                return false;
            _available -= usd;
            return true;
        }
    }

    /// <summary>Replaces what was set aside by what it cost.</summary>
    public void Settle(decimal reserved, decimal actual)
    {
        lock (_gate)
        {
            Fill();
            _available = Math.Min(_most, _available + reserved - actual);
        }
    }

    private void Fill()
    {
        long now = _time.GetTimestamp();
        decimal seconds = (decimal)_time.GetElapsedTime(_filledAt, now).TotalSeconds;
        if (seconds <= 0)
            return;
        _filledAt = now;
        _available = Math.Min(_most, _available + (Math.Min(seconds, 86_400) * _perSecond));
    }
}
