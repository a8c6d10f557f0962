namespace TogetherAI;

/// <summary>
/// Takes a lane out of service when it fails or is far slower than usual, tries it again with single requests, and gives it its traffic
/// back in a ramp. Ejections that follow each other double, as Envoy's outlier detection does it; probes and the ramp keep a lane that has
/// just come back from being run over. <see cref="Admits"/> of a healthy lane is one read; outcomes take a short lock. Thread-safe.
/// </summary>
internal sealed class LaneHealth(TimeProvider time, Random random, HealthOptions options)
{
    /// <summary>A probe without an answer for this long does not keep others back: it may have been given up before it was sent.</summary>
    private static readonly TimeSpan s_probeAlone = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_probeLost = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly long _origin = time.GetTimestamp();
    private volatile LaneState _state;
    private TimeSpan _since; // when the state began; of an ejection, when it ends
    private TimeSpan _ejectedAt;
    private bool _wasAsked; // by the service, not to ask it for a while
    private TimeSpan? _probeAt;
    private TimeSpan _slowestUsual; // a maximum that decays: much like a 95th percentile, and one number
    private TimeSpan _windowStart;
    private int _samples;
    private int _slow;
    private int _failures; // in a row; of a recovering lane, all since then
    private int _successes; // of a recovering lane
    private int _ejections;

    /// <summary>Whether it takes requests.</summary>
    public LaneState State
    {
        get
        {
            lock (_gate)
            {
                Pass(Now);
                return _state;
            }
        }
    }

    /// <summary>Whether it has answered since it failed: it is healthy, or recovers.</summary>
    public bool IsProven => _state is LaneState.Healthy or LaneState.Recovering;

    private TimeSpan Now => time.GetElapsedTime(_origin);

    /// <summary>Whether it takes one more request, now. A yes while it probes uses up the probe.</summary>
    public bool Admits()
    {
        if (_state == LaneState.Healthy)
            return true;
        lock (_gate)
        {
            TimeSpan now = Now;
            Pass(now);
            return _state switch
            {
                LaneState.Healthy => true,
                LaneState.Ejected => false,
                LaneState.Probing => Probes(now),
                _ => random.NextDouble() < Share(now),
            };
        }
    }

    /// <summary>
    /// Whether it takes a request that no other lane takes: an ejection that the service did not ask for then ends after a second, since there is
    /// nothing to lose.
    /// </summary>
    public bool Wakes()
    {
        lock (_gate)
        {
            TimeSpan now = Now;
            Pass(now);
            if (_state == LaneState.Ejected && !_wasAsked && now - _ejectedAt >= s_probeAlone)
                Enter(LaneState.Probing, now);
            return _state == LaneState.Probing && Probes(now);
        }
    }

    /// <summary>A first token came.</summary>
    /// <param name="ttft">How long it took.</param>
    /// <param name="baseline">How long such a request usually takes on this lane.</param>
    public void Succeeded(TimeSpan ttft, TimeSpan baseline)
    {
        lock (_gate)
        {
            TimeSpan now = Now;
            Pass(now);
            if (_state == LaneState.Ejected)
                return;
            if (_state != LaneState.Recovering)
                _failures = 0;
            if (ttft > now - _since)
                return; // it was sent before this state began, and says nothing of it
            bool isSlow = baseline > TimeSpan.Zero && ttft > baseline * options.SlowRatio;
            if (_state == LaneState.Probing)
            {
                // What answers, but slowly, is not well yet.
                if (isSlow)
                    Eject(now, null);
                else
                    Enter(LaneState.Recovering, now);
                return;
            }

            _successes++;
            if (!isSlow)
                _slowestUsual = ttft > _slowestUsual ? ttft : _slowestUsual - ((_slowestUsual - ttft) * 0.05);
            Judge(now, isSlow);
        }
    }

    /// <summary>The connection, the server or the stream failed. Being turned away for too high a rate (429) is no failure.</summary>
    /// <param name="retryAfter">For how long the service asked not to be asked again.</param>
    /// <param name="age">How long ago what failed was sent.</param>
    public void Failed(TimeSpan? retryAfter, TimeSpan age = default)
    {
        lock (_gate)
        {
            TimeSpan now = Now;
            Pass(now);
            if (_state == LaneState.Ejected)
            {
                if (retryAfter is { } longer && now + Bounded(longer) > _since)
                {
                    _since = now + Bounded(longer);
                    _wasAsked = true;
                }

                return;
            }

            if (_state != LaneState.Healthy && age > now - _since)
                return; // it was sent before this state began, and says nothing of it
            _failures++;
            bool isIll = _state switch
            {
                LaneState.Healthy => _failures >= options.FailuresToEject,
                LaneState.Recovering => _failures >= options.FailuresWhileRecovering && _failures * 2 > _successes,
                _ => true,
            };
            if (isIll)
                Eject(now, retryAfter);
        }
    }

    /// <summary>What time alone changes: an ejection ends, a recovery is complete.</summary>
    private void Pass(TimeSpan now)
    {
        if (_state == LaneState.Ejected && now >= _since)
            Enter(LaneState.Probing, now);
        else if (_state == LaneState.Recovering && Share(now) >= 1)
            Enter(LaneState.Healthy, now);
    }

    private bool Probes(TimeSpan now)
    {
        TimeSpan waiting = now - (_probeAt ?? now);
        bool probes = _probeAt is null || waiting >= s_probeLost || (waiting >= s_probeAlone && random.NextDouble() < options.ProbeShare);
        if (probes)
            _probeAt = _probeAt is null || waiting >= s_probeLost ? now : _probeAt;
        return probes;
    }

    private double Share(TimeSpan now)
    {
        TimeSpan length = _slowestUsual * 3 > options.ShortestRecovery ? _slowestUsual * 3 : options.ShortestRecovery;
        return options.FirstShare + ((1 - options.FirstShare) * ((now - _since) / length));
    }

    /// <summary>The median is slow when more than half are: to count them is enough.</summary>
    private void Judge(TimeSpan now, bool isSlow)
    {
        if (_samples == 0)
            _windowStart = now;
        _samples++;
        _slow += isSlow ? 1 : 0;
        if (now - _windowStart < options.SlowFor || _samples < options.SlowSamples)
            return;
        bool isOutlier = _slow * 2 > _samples;
        _samples = _slow = 0;
        if (isOutlier)
            Eject(now, null);
    }

    private void Eject(TimeSpan now, TimeSpan? retryAfter)
    {
        if (_state == LaneState.Healthy && now - _since > options.LongestEjection)
            _ejections = 0; // it was well for long
        TimeSpan own = options.FirstEjection * Math.Pow(2, Math.Min(_ejections, 10));
        own = own < options.LongestOwnEjection ? own : options.LongestOwnEjection;
        own *= 1 + (options.Jitter * ((2 * random.NextDouble()) - 1));
        _ejections++;
        _ejectedAt = now;
        _wasAsked = retryAfter is not null;
        Enter(LaneState.Ejected, now + Bounded(retryAfter ?? own));
    }

    private TimeSpan Bounded(TimeSpan ejection) =>
        ejection < TimeSpan.Zero ? TimeSpan.Zero : ejection > options.LongestEjection ? options.LongestEjection : ejection;

    private void Enter(LaneState state, TimeSpan since)
    {
        _since = since;
        _probeAt = null;
        _failures = _successes = _samples = _slow = 0;
        _state = state;
    }
}
