namespace TogetherAI;

/// <summary>
/// Keeps the rate of requests below what a lane turns away. Off until the first 429; then the rate falls by three tenths and grows again along
/// a cubic curve, slowly around the rate that was too much, never beyond twice what is really sent (the adaptive mode of the AWS SDKs; Ha, Rhee
/// and Xu 2008). It asks nothing of the lane to find out: requests wait for their turn, none is sent to see. Thread-safe.
/// </summary>
internal sealed class LanePacer(TimeProvider time)
{
    private const double Beta = 0.7;
    private const double Scale = 0.4;
    private const double Slowest = 0.5;

    private readonly Lock _gate = new();
    private readonly EventRate _sent = new(time, TimeSpan.FromSeconds(2));
    private bool _isOn;
    private double _rate;
    private double _highest;
    private double _plateau;
    private double _tokens;
    private double _cap = double.PositiveInfinity;
    private long _throttledAt;
    private long _filledAt;
    private long _pausedUntil = long.MinValue;

    /// <summary>The requests a second it allows; null while it does not limit.</summary>
    public double? PerSecond
    {
        get
        {
            lock (_gate)
                return _isOn ? _rate : null;
        }
    }

    /// <summary>How long until a request may go; zero when one may.</summary>
    public TimeSpan Wait
    {
        get
        {
            if (!Volatile.Read(ref _isOn))
                return TimeSpan.Zero;
            lock (_gate)
            {
                long now = time.GetTimestamp();
                Fill(now);
                TimeSpan pause = _pausedUntil > now ? time.GetElapsedTime(now, _pausedUntil) : TimeSpan.Zero;
                TimeSpan turn = _tokens >= 1 ? TimeSpan.Zero : TimeSpan.FromSeconds((1 - _tokens) / _rate);
                return pause > turn ? pause : turn;
            }
        }
    }

    /// <summary>Takes a turn, if there is one.</summary>
    public bool TryTake()
    {
        if (Volatile.Read(ref _isOn))
        {
            lock (_gate)
            {
                long now = time.GetTimestamp();
                Fill(now);
                if (_pausedUntil > now || _tokens < 1)
                    return false;
                _tokens--;
            }
        }

        _sent.Add();
        return true;
    }

    /// <summary>A request was answered: the rate may grow.</summary>
    public void Succeeded()
    {
        if (!Volatile.Read(ref _isOn))
            return;
        lock (_gate)
        {
            double since = time.GetElapsedTime(_throttledAt).TotalSeconds;
            double cubic = (Scale * Math.Pow(since - _plateau, 3)) + _highest;
            double most = Math.Max(Slowest, Math.Min(2 * _sent.PerSecond, _cap));
            _rate = Math.Clamp(cubic, Slowest, most);
        }
    }

    /// <summary>A request was turned away (429).</summary>
    /// <param name="retryAfter">How long it is to wait; null where that was not said.</param>
    public void Throttled(TimeSpan? retryAfter)
    {
        lock (_gate)
        {
            long now = time.GetTimestamp();
            double rate = _isOn ? Math.Min(_rate, _sent.PerSecond) : _sent.PerSecond;
            if (!_isOn || time.GetElapsedTime(_throttledAt, now) > TimeSpan.FromSeconds(1))
            {
                // Once a second at most: the answers to what was already under way tell nothing new.
                _highest = Math.Max(rate, Slowest);
                _plateau = Math.Cbrt(_highest * (1 - Beta) / Scale);
                _rate = Math.Max(Slowest, rate * Beta);
                _throttledAt = now;
                _filledAt = _isOn ? _filledAt : now;
                _tokens = Math.Min(_tokens, 1);
            }

            if (retryAfter is { } wait && wait > TimeSpan.Zero)
                _pausedUntil = Math.Max(_pausedUntil, now + (long)(Math.Min(wait.TotalSeconds, 60) * time.TimestampFrequency));
            Volatile.Write(ref _isOn, true);
        }
    }

    /// <summary>What the headers of an answer say about the rate.</summary>
    public void Observe(RateLimits limits)
    {
        if ((limits.DynamicRequests ?? limits.Requests) is > 0 and { } allowed)
            Volatile.Write(ref _cap, allowed);
    }

    private void Fill(long now)
    {
        double seconds = time.GetElapsedTime(_filledAt, now).TotalSeconds;
        _filledAt = now;
        _tokens = Math.Min(Math.Max(1, _rate), _tokens + (seconds * _rate));
    }
}
