namespace TogetherAI;

/// <summary>
/// Paces requests to a lane that has turned some away (429). Until the first of them it lets everything pass. From then on it is a token
/// bucket whose rate follows CUBIC, as the adaptive mode of the AWS SDKs does it (botocore, smithy-rs): a cut to 0.7 of the rate that was
/// too much, then a cubic curve that comes back to that rate quickly, stays near it, and only later looks for more; never more than twice
/// what is really sent, so that an idle lane does not save up a burst. Five minutes without a 429 end it. A rate that the service names in
/// its headers is an upper bound at all times. Letting pass without pacing takes no lock. Thread-safe.
/// </summary>
internal sealed class LanePacer(TimeProvider time)
{
    private const double Beta = 0.7;
    private const double Scale = 0.4;

    /// <summary>Above this rate the curve is stretched with it: else it would take the longer to come back, the higher the rate.</summary>
    private const double StretchedAbove = 100;
    private const double LeastPerSecond = 0.5;

    /// <summary>Requests that are turned away together, are one sign that the rate was too high.</summary>
    private static readonly TimeSpan s_oneCut = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan s_memory = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private readonly long _origin = time.GetTimestamp();
    private readonly EventRate _sent = new(time, TimeSpan.FromSeconds(2));
    private volatile bool _isOn;
    private TimeSpan _pausedUntil;
    private TimeSpan? _throttledAt;
    private TimeSpan _filledAt;
    private double _named = double.PositiveInfinity; // by the service
    private double _cubic = double.PositiveInfinity;
    private double _tooMuch; // CUBIC's w_max
    private double _tokens;

    /// <summary>The rate it is paced to, in requests a second; null while it is not.</summary>
    public double? PerSecond
    {
        get
        {
            if (!_isOn)
                return null;
            lock (_gate)
                return double.IsPositiveInfinity(Rate) ? null : Rate;
        }
    }

    /// <summary>How long until a request may go; zero for now.</summary>
    public TimeSpan Wait
    {
        get
        {
            if (!_isOn)
                return TimeSpan.Zero;
            lock (_gate)
            {
                TimeSpan now = Now;
                Fill(now);
                TimeSpan pause = _pausedUntil > now ? _pausedUntil - now : TimeSpan.Zero;
                TimeSpan turn = _tokens >= 1 ? TimeSpan.Zero : TimeSpan.FromSeconds((1 - _tokens) / Rate);
                return pause > turn ? pause : turn;
            }
        }
    }

    private TimeSpan Now => time.GetElapsedTime(_origin);

    private double Rate => Math.Min(_cubic, _named);

    /// <summary>Whether a request may go now; then it counts as sent.</summary>
    public bool TryTake()
    {
        if (_isOn && !TryTakeToken())
            return false;
        _sent.Add();
        return true;
    }

    /// <summary>A request was not turned away.</summary>
    public void Succeeded()
    {
        if (!_isOn)
            return;
        lock (_gate)
        {
            TimeSpan now = Now;
            Fill(now);
            if (_throttledAt is not { } throttled)
                return;
            if (now - throttled > s_memory)
            {
                _throttledAt = null;
                _cubic = double.PositiveInfinity;
                _isOn = !double.IsPositiveInfinity(_named);
            }
            else
            {
                double scale = Scale * Math.Max(1, _tooMuch / StretchedAbove);
                double turn = Math.Cbrt(_tooMuch * (1 - Beta) / scale); // when the curve is back at what was too much
                SetCubic((scale * Math.Pow((now - throttled).TotalSeconds - turn, 3)) + _tooMuch);
            }
        }
    }

    /// <summary>A request was turned away for too high a rate.</summary>
    /// <param name="retryAfter">For how long the service asked not to be asked again; at most 60 s are obeyed.</param>
    public void Throttled(TimeSpan? retryAfter)
    {
        lock (_gate)
        {
            TimeSpan now = Now;
            Fill(now);
            Pause(now, retryAfter);
            bool isSameCut = _throttledAt is { } last && now - last < s_oneCut;
            if (!isSameCut)
            {
                _tooMuch = Math.Max(LeastPerSecond, Math.Min(_sent.PerSecond, Rate));
                _throttledAt = now;
                SetCubic(_tooMuch * Beta);
                _tokens = Math.Min(_tokens, 0); // what was saved up is not the rate that the service bears
            }

            _isOn = true;
        }
    }

    /// <summary>Learns from the headers of an answer.</summary>
    public void Observe(RateLimits limits)
    {
        double? named = limits.DynamicRequests ?? limits.Requests;
        bool isNothingLeft = (limits.DynamicRequestsRemaining ?? limits.RequestsRemaining) < 1;
        if (named is not > 0 && !(isNothingLeft && limits.Reset is not null))
            return;
        lock (_gate)
        {
            TimeSpan now = Now;
            Fill(now);
            if (named is > 0)
                _named = Math.Max(named.Value, LeastPerSecond);
            if (isNothingLeft)
                Pause(now, limits.Reset);
            if (!_isOn)
                _tokens = Burst;
            _isOn = true;
        }
    }

    private double Burst => Math.Max(1, Math.Min(Rate, 1e6));

    private bool TryTakeToken()
    {
        lock (_gate)
        {
            TimeSpan now = Now;
            Fill(now);
            if (now < _pausedUntil || _tokens < 1)
                return false;
            _tokens--;
            return true;
        }
    }

    private void Fill(TimeSpan now)
    {
        if (double.IsPositiveInfinity(Rate))
            _tokens = Burst;
        else
            _tokens = Math.Min(Burst, _tokens + (Rate * (now - _filledAt).TotalSeconds));
        _filledAt = now;
    }

    private void SetCubic(double perSecond) => _cubic = Math.Max(LeastPerSecond, Math.Min(perSecond, 2 * _sent.PerSecond));

    private void Pause(TimeSpan now, TimeSpan? pause)
    {
        TimeSpan until = now + (pause > s_longestPause ? s_longestPause : pause ?? TimeSpan.Zero);
        _pausedUntil = until > _pausedUntil ? until : _pausedUntil;
    }
}
