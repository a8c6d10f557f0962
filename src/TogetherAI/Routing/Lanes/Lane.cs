namespace TogetherAI;

/// <summary>
/// A lane at work: where it sends, and everything that has been observed of it, in fixed memory. Thread-safe; nothing here is locked on the
/// way of a request.
/// </summary>
internal sealed class Lane
{
    /// <summary>The share of requests that are taken to have waited for nothing.</summary>
    private const double Unhindered = 0.25;

    private static readonly TimeSpan s_busy = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private int _inFlight;
    private long _pushedBackAt = long.MinValue;

    public Lane(int index, LaneOptions options, ChatClient chat, RouterOptions router, TimeProvider time, Random random)
    {
        Index = index;
        Options = options;
        Chat = chat;
        _time = time;
        Objective = router.ObjectiveTime;
        Pending = new PendingFirstTokens(time);
        FirstTokens = new EventRate(time, TimeSpan.FromSeconds(2));
        Profile = new FirstTokenProfile(time, TimeSpan.FromSeconds(30));
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

    public EventRate FirstTokens { get; }

    public FirstTokenProfile Profile { get; }

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

    public void Entered() => Interlocked.Increment(ref _inFlight);

    public void Left() => Interlocked.Decrement(ref _inFlight);

    public void PushedBack() => Volatile.Write(ref _pushedBackAt, _time.GetTimestamp());

    public decimal CostOf(long promptTokens, long completionTokens) =>
        Options.IsDedicated || Options.Price is null ? 0 : Options.Price.Of(promptTokens, completionTokens);

    /// <summary>
    /// The time to first token a request would have if it were sent now: what such a prompt takes when nothing waits, and the wait for those
    /// that do, beyond what they take themselves. By Little's law the wait is their number over the rate of first tokens.
    /// </summary>
    public TimeSpan Predict(int promptTokens)
    {
        TimeSpan alone = Profile.Quantile(promptTokens, Unhindered);
        int waiting = Pending.Count;
        if (waiting == 0)
            return alone;

        // A lane that is not busy shows no more than what it is asked for; what it can do is what it did when it was.
        TimeSpan oldest = Pending.OldestAge();
        double rate = oldest > s_busy ? FirstTokens.PerSecond : Math.Max(FirstTokens.PerSecond, FirstTokens.Peak);
        TimeSpan served = rate > 0 ? TimeSpan.FromSeconds(Math.Min(waiting / rate, 3600)) : oldest;
        TimeSpan wait = served - Profile.Overall(Unhindered);
        TimeSpan predicted = wait > TimeSpan.Zero ? alone + wait : alone;
        return waiting > 6 && oldest > Objective && oldest > predicted ? oldest : predicted;
    }

    /// <summary>How likely a request's first token would come after the limit, if it were sent now: as in the last minute, moved by the prediction.</summary>
    public double MissProbability(int promptTokens, TimeSpan predicted, TimeSpan limit)
    {
        TimeSpan median = Profile.Quantile(promptTokens, 0.5);
        return predicted <= median ? Profile.ExceedProbability(promptTokens, limit) : Profile.ExceedProbability(promptTokens, limit * (median / predicted));
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
        TimeToFirstTokenP50 = Profile.Overall(0.5),
        TimeToFirstTokenP95 = Profile.Overall(0.95),
        TimeToFirstTokenP99 = Profile.Overall(0.99),
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
