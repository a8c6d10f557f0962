namespace TogetherAI;

/// <summary>
/// Takes a lane out of service when its attempts fail or become slow, probes it, and lets it back in by a growing share: a lane that gets
/// everything at once the moment it is well fails again (Envoy's outlier detection ejects, Linkerd probes; the ramp is ours). Thread-safe; a
/// healthy lane costs one read.
/// </summary>
internal sealed class LaneHealth(TimeProvider time, Random random, HealthOptions options)
{
    private readonly Lock _gate = new();
    private volatile LaneState _state = LaneState.Healthy;
    private int _failures;
    private int _ejections;
    private int _probesUnderWay;
    private int _probesSucceeded;
    private long _until;
    private long _since;
    private TimeSpan _recovery;
    private long _windowStart;
    private int _windowSlow;
    private int _windowCount;

    public LaneState State => _state;

    /// <summary>How long it stays out of service; zero when it is not.</summary>
    public TimeSpan Wait
    {
        get
        {
            lock (_gate)
            {
                long now = time.GetTimestamp();
                return _state == LaneState.Ejected && _until > now ? time.GetElapsedTime(now, _until) : TimeSpan.Zero;
            }
        }
    }

    /// <summary>Whether it takes a request now. A lane that is probed takes few.</summary>
    public bool Admits()
    {
        if (_state == LaneState.Healthy)
            return true;
        lock (_gate)
        {
            long now = time.GetTimestamp();
            if (_state == LaneState.Ejected && now >= _until)
            {
                _state = LaneState.Probing;
                (_probesUnderWay, _probesSucceeded) = (0, 0);
            }

            switch (_state)
            {
                case LaneState.Probing when _probesUnderWay == 0 || (_probesSucceeded > 0 && random.NextDouble() < options.ProbeShare):
                    _probesUnderWay++;
                    _since = now;
                    return true;
                case LaneState.Probing when time.GetElapsedTime(_since, now) > options.LongestEjection:
                    _probesUnderWay = 0; // a probe that never came back, such as one its caller gave up
                    return false;
                case LaneState.Recovering:
                    double share = options.FirstShare + ((1 - options.FirstShare) * (time.GetElapsedTime(_since, now) / _recovery));
                    if (share >= 1)
                        Heal();
                    return share >= 1 || random.NextDouble() < share;
                default:
                    return _state == LaneState.Healthy;
            }
        }
    }

    /// <summary>A first token came.</summary>
    /// <param name="timeToFirstToken">After this time.</param>
    /// <param name="usual">What such a prompt usually takes on this lane.</param>
    public void Succeeded(TimeSpan timeToFirstToken, TimeSpan usual)
    {
        if (_state == LaneState.Healthy && timeToFirstToken < usual * options.SlowRatio && Volatile.Read(ref _windowCount) == 0 && _failures == 0)
            return;
        lock (_gate)
        {
            _failures = 0;
            if (_state == LaneState.Probing)
            {
                _probesUnderWay = Math.Max(0, _probesUnderWay - 1);
                if (++_probesSucceeded >= options.Probes)
                    Recover(usual);
            }
            else if (_state == LaneState.Healthy)
            {
                Watch(timeToFirstToken >= usual * options.SlowRatio);
            }
        }
    }

    /// <summary>An attempt failed through the lane's own fault.</summary>
    /// <param name="retryAfter">How long it asked to be left alone; null where it did not.</param>
    public void Failed(TimeSpan? retryAfter)
    {
        lock (_gate)
        {
            _failures++;
            if (_state is LaneState.Probing or LaneState.Recovering || _failures >= options.Failures)
                Eject(retryAfter);
        }
    }

    /// <summary>Most answers within a few seconds are slow: something is wrong that no error tells of.</summary>
    private void Watch(bool slow)
    {
        long now = time.GetTimestamp();
        if (_windowCount == 0 || time.GetElapsedTime(_windowStart, now) > options.SlowFor * 2)
            (_windowStart, _windowSlow, _windowCount) = (now, 0, 0);
        _windowCount++;
        _windowSlow += slow ? 1 : 0;
        if (time.GetElapsedTime(_windowStart, now) < options.SlowFor)
            return;
        bool bad = _windowCount >= options.SlowSamples && _windowSlow * 2 > _windowCount;
        _windowCount = 0;
        if (bad)
            Eject(retryAfter: null);
    }

    private void Eject(TimeSpan? retryAfter)
    {
        if (_state == LaneState.Ejected)
            return;
        TimeSpan wait = options.FirstEjection * Math.Pow(2, Math.Min(_ejections, 10)) * (0.8 + (0.4 * random.NextDouble()));
        wait = retryAfter ?? wait;
        wait = wait < options.LongestEjection ? wait : options.LongestEjection;
        _ejections++;
        _failures = 0;
        _windowCount = 0;
        _until = time.GetTimestamp() + (long)(wait.TotalSeconds * time.TimestampFrequency);
        _state = LaneState.Ejected;
    }

    private void Recover(TimeSpan usual)
    {
        _recovery = usual * 3 > options.Recovery ? usual * 3 : options.Recovery;
        _since = time.GetTimestamp();
        _state = LaneState.Recovering;
    }

    private void Heal()
    {
        _ejections = 0;
        _failures = 0;
        _state = LaneState.Healthy;
    }
}
