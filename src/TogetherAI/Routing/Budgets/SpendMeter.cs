namespace TogetherAI;

/// <summary>
/// Holds what is spent within a cap an hour and a cap a day, both sliding. What is under way counts in full, at what was set aside for it,
/// so the caps hold for any 60 minutes and any 24 hours as long as nothing costs more than was set aside. Thread-safe.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="perHour">The cap in USD for any 60 minutes; null for none.</param>
/// <param name="perDay">The cap in USD for any 24 hours; null for none.</param>
internal sealed class SpendMeter(TimeProvider time, decimal? perHour, decimal? perDay)
{
    private readonly Lock _gate = new();
    private readonly long _origin = time.GetTimestamp();
    private readonly SlidingSum _hour = new(TimeSpan.FromHours(1), slices: 60);
    private readonly SlidingSum _day = new(TimeSpan.FromDays(1), slices: 96);
    private decimal _underWay;

    /// <summary>What the last hour cost, with what is under way.</summary>
    public decimal ThisHour => Read(_hour);

    /// <summary>What the last 24 hours cost, with what is under way.</summary>
    public decimal Today => Read(_day);

    /// <summary>Sets money aside, unless a cap would be passed.</summary>
    /// <param name="usd">How much; not negative.</param>
    public bool TryReserve(decimal usd)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(usd);
        lock (_gate)
        {
            Pass();
            decimal more = _underWay + usd;
            if (_hour.Value + more > perHour || _day.Value + more > perDay)
                return false;
            _underWay = more;
            return true;
        }
    }

    /// <summary>Replaces what was set aside by what it cost.</summary>
    public void Settle(decimal reserved, decimal actual)
    {
        lock (_gate)
        {
            Pass();
            _underWay -= reserved;
            _hour.Add(actual);
            _day.Add(actual);
        }
    }

    private decimal Read(SlidingSum sum)
    {
        lock (_gate)
        {
            Pass();
            return sum.Value + _underWay;
        }
    }

    private void Pass()
    {
        TimeSpan now = time.GetElapsedTime(_origin);
        _hour.Pass(now);
        _day.Pass(now);
    }
}
