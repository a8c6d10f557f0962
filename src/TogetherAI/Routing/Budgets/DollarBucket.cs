namespace TogetherAI;

/// <summary>
/// A token bucket whose tokens are dollars: money accrues at a rate, is saved up for a while at most, and is set aside before it is spent.
/// A count would be the wrong unit for hedges: the requests that are late are those with long prompts. Thread-safe.
/// </summary>
internal sealed class DollarBucket
{
    private readonly TimeProvider _time;
    private readonly decimal _perSecond;
    private readonly decimal _capacity;
    private readonly Lock _gate = new();
    private long _accruedAt;
    private decimal _available;

    /// <summary>A bucket that is empty: what is taken from it never exceeds what has accrued since.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="usdPerSecond">What accrues; not negative.</param>
    /// <param name="burst">For how long it is saved up; not negative.</param>
    public DollarBucket(TimeProvider time, decimal usdPerSecond, TimeSpan burst)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(usdPerSecond);
        ArgumentOutOfRangeException.ThrowIfLessThan(burst, TimeSpan.Zero);
        _time = time;
        _perSecond = usdPerSecond;
        _capacity = Accrual(burst);
        _accruedAt = time.GetTimestamp();
    }

    /// <summary>What may be set aside now; negative where attempts cost more than was set aside for them.</summary>
    public decimal Available
    {
        get
        {
            lock (_gate)
                return Accrue();
        }
    }

    /// <summary>What can be set aside from now until then, in all.</summary>
    public decimal AvailableWithin(TimeSpan span) => Math.Max(0, Available) + Accrual(span);

    /// <summary>What may be set aside now, as a share of what it can hold.</summary>
    public double Fill => _capacity == 0 ? 0 : (double)(Available / _capacity);

    /// <summary>Sets money aside. What is not to be had at once is refused, not waited for.</summary>
    /// <param name="usd">How much; not negative.</param>
    public bool TryReserve(decimal usd)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(usd);
        lock (_gate)
        {
            if (Accrue() < usd)
                return false;
            _available -= usd;
            return true;
        }
    }

    /// <summary>Replaces what was set aside by what it cost, which may be more.</summary>
    public void Settle(decimal reserved, decimal actual)
    {
        lock (_gate)
            _available = Math.Min(_capacity, Accrue() + reserved - actual);
    }

    private decimal Accrue()
    {
        long now = _time.GetTimestamp();
        _available = Math.Min(_capacity, _available + Accrual(_time.GetElapsedTime(_accruedAt, now)));
        _accruedAt = now;
        return _available;
    }

    private decimal Accrual(TimeSpan span) => _perSecond * span.Ticks / TimeSpan.TicksPerSecond;
}
