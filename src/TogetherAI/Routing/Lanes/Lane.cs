namespace TogetherAI;

/// <summary>
/// A lane at work: where it sends, and everything that has been observed of it, in fixed memory. Thread-safe; nothing here is locked on the
/// way of a request.
/// </summary>
internal sealed class Lane
{
    /// <summary>For a lane that is rarely used, see <see cref="FirstTokenProfile.ExceedProbability"/>.</summary>
    private const int Doubt = 20;

    /// <summary>Of those that are late, few have been seen: as if this share of all were, however late.</summary>
    private const double LateAtLeast = 0.01;

    private readonly TimeProvider _time;
    private readonly QueueForecast _queue;
    private int _inFlight;
    private int _inBackground;
    private long _pushedBackAt = long.MinValue;

    public Lane(int index, LaneOptions options, ChatClient chat, RouterOptions router, TimeProvider time, Random random)
    {
        Index = index;
        Options = options;
        Chat = chat;
        _time = time;
        Objective = router.ObjectiveTime;
        Pending = new PendingFirstTokens(time);
        _queue = new QueueForecast(time, Pending, Objective);
        Overload = new OverloadTrend(time);
        Profile = new FirstTokenProfile(time, TimeSpan.FromSeconds(30));
        Seen = new FirstTokenProfile(time, TimeSpan.FromSeconds(30));
        Health = new LaneHealth(time, random, new HealthOptions());
        Pacer = new LanePacer(time);
        Limit = new ConcurrencyLimit();
        Costs = new RelativeCost(options.Price);
    }

    public int Index { get; }

    public LaneOptions Options { get; }

    public ChatClient Chat { get; }

    public TimeSpan Objective { get; }

    public PendingFirstTokens Pending { get; }

    public EventRate FirstTokens => _queue.FirstTokens;

    public OverloadTrend Overload { get; }

    /// <summary>What first tokens take beyond the wait for those before them.</summary>
    public FirstTokenProfile Profile { get; }

    /// <summary>What first tokens take in all, for those who look.</summary>
    public FirstTokenProfile Seen { get; }

    public TokenPace Pace { get; } = new();

    public LaneHealth Health { get; }

    public LanePacer Pacer { get; }

    public ConcurrencyLimit Limit { get; }

    public RelativeCost Costs { get; }

    public LaneCounters Counters { get; } = new();

    public int InFlight => Volatile.Read(ref _inFlight);

    public bool IsFull => Options.MaxInFlight is { } most && InFlight >= most;

    /// <summary>Whether it turned a request away within the last second: no time for a hedge.</summary>
    public bool PushedBackLately =>
        Volatile.Read(ref _pushedBackAt) is var at && at != long.MinValue && _time.GetElapsedTime(at) < TimeSpan.FromSeconds(1);

    /// <summary>Of those in flight, the ones that nobody waits for.</summary>
    public int InBackground => Volatile.Read(ref _inBackground);

    public void Entered(TrafficClass of)
    {
        Interlocked.Increment(ref _inFlight);
        if (of == TrafficClass.Background)
            Interlocked.Increment(ref _inBackground);
    }

    public void Left(TrafficClass of)
    {
        Interlocked.Decrement(ref _inFlight);
        if (of == TrafficClass.Background)
            Interlocked.Decrement(ref _inBackground);
    }

    public void PushedBack() => Volatile.Write(ref _pushedBackAt, _time.GetTimestamp());

    public decimal CostOf(long promptTokens, long completionTokens) =>
        Options.IsDedicated || Options.Price is null ? 0 : Options.Price.Of(promptTokens, completionTokens);

    /// <summary>Whether it has a queue that can be seen from here.</summary>
    public bool SeesQueue => _queue.IsSeen;

    /// <summary>How long a request would wait there for those before it, at the mean. What is elastic has no queue of ours: it shows in its profile, or turns away.</summary>
    public TimeSpan Wait() => Options.IsDedicated ? _queue.Wait() : TimeSpan.Zero;

    /// <summary>The time to first token a request would have at the median, if it were sent now.</summary>
    public TimeSpan Predict(int promptTokens) => Profile.Quantile(promptTokens, 0.5) + Wait();

    /// <summary>How likely a request's first token would come after the objective, if it were sent now.</summary>
    public double MissProbability(int promptTokens) => LateProbability(promptTokens, Objective);

    /// <summary>How likely a request's first token would take longer than this, if it were sent now.</summary>
    public double LateProbability(int promptTokens, TimeSpan within)
    {
        double own = Profile.ExceedProbability(promptTokens, within, Options.IsDedicated ? 0 : Doubt);
        TimeSpan wait = Wait();
        if (wait <= TimeSpan.Zero)
            return own;
        if (_queue.IsSeen)
            wait *= Overload.Factor;
        TimeSpan left = within - Profile.Quantile(promptTokens, 0.5);
        double waits = left <= TimeSpan.Zero ? 1 : Math.Exp(-(left / wait)); // exponential, as waits behind a queue are
        return 1 - ((1 - own) * (1 - waits));
    }

    /// <summary>How likely a request's first token comes after the objective, when it has not come until now: the share among those that took as long.</summary>
    public double MissProbability(int promptTokens, TimeSpan age) =>
        age >= Objective ? 1
        : (Seen.ExceedProbability(promptTokens, Objective) + (LateAtLeast * (age / Objective))) / (Seen.ExceedProbability(promptTokens, age) + LateAtLeast);

    /// <summary>How much longer half of the attempts take that are as old as this one.</summary>
    /// <param name="promptTokens">The prompt's length.</param>
    /// <param name="wait">What <see cref="Wait"/> said when it was sent.</param>
    /// <param name="age">Its age.</param>
    public TimeSpan MedianRest(int promptTokens, TimeSpan wait, TimeSpan age) =>
        age < wait ? wait - age + Profile.Quantile(promptTokens, 0.5) : Profile.MedianResidual(promptTokens, age - wait);

    /// <summary>A first token came.</summary>
    /// <param name="promptTokens">The prompt's length.</param>
    /// <param name="wait">What <see cref="Wait"/> said when it was sent.</param>
    /// <param name="time">The time it took.</param>
    public void FirstTokenCame(int promptTokens, TimeSpan wait, TimeSpan time)
    {
        TimeSpan own = Own(promptTokens, wait, time);
        TimeSpan usual = Seen.Quantile(promptTokens, 0.5);
        Profile.Record(promptTokens, own);
        Seen.Record(promptTokens, time);
        _queue.FirstTokenCame(promptTokens, time);
        Limit.Sample(usual > TimeSpan.Zero ? time / usual : 1, InFlight);

        // A queue of our own making is no illness, and neither is what is slow but in time.
        Health.Succeeded(own, usual > Objective / 3 ? usual : Objective / 3);
        Pacer.Succeeded();
    }

    /// <summary>An attempt was given up before its first token: it would have taken longer than that.</summary>
    public void GivenUp(int promptTokens, TimeSpan wait, TimeSpan age)
    {
        Profile.RecordCensored(promptTokens, Own(promptTokens, wait, age));
        Seen.RecordCensored(promptTokens, age);
    }

    /// <summary>
    /// What an attempt took itself, of what it took in all: this is what the next one is expected to take when nothing waits. The wait was foreseen
    /// at the mean only; to divide in proportion spreads what that was wrong by over both.
    /// </summary>
    private TimeSpan Own(int promptTokens, TimeSpan wait, TimeSpan time)
    {
        TimeSpan usual = Profile.Quantile(promptTokens, 0.5);
        return wait > TimeSpan.Zero && usual > TimeSpan.Zero ? time * (usual / (usual + wait)) : time;
    }

    public LaneSnapshot Snapshot() => new()
    {
        Name = Options.Name,
        Model = Options.Model,
        IsDedicated = Options.IsDedicated,
        State = Health.State,
        InFlight = InFlight,
        PendingFirstToken = Pending.Count,
        OldestPending = Pending.OldestAge(),
        FirstTokensPerSecond = FirstTokens.PerSecond,
        TimeToFirstTokenP50 = Seen.Overall(0.5),
        TimeToFirstTokenP95 = Seen.Overall(0.95),
        TimeToFirstTokenP99 = Seen.Overall(0.99),
        TimePerOutputToken = Pace.PerToken,
        PacedToPerSecond = Pacer.PerSecond,
        ConcurrencyLimit = Limit.Limit,
        Requests = Counters.Requests,
        Failures = Counters.Failures,
        Throttled = Counters.Throttled,
        Spills = Counters.Spills,
        HedgesFired = Counters.Hedges,
        HedgesWon = Counters.HedgesWon,
        CostUsd = Counters.CostUsd,
    };
}
