namespace TogetherAI;

/// <summary>
/// A lane at work: where it sends, and everything that has been observed of it, in fixed memory. Thread-safe; nothing here is locked on the
/// way of a request.
/// </summary>
internal sealed class Lane
{
    private const int Few = 3;

    private static readonly TimeSpan s_busy = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly QueueTrend _trend;
    private int _inFlight;
    private long _pushedBackAt = long.MinValue;

    public Lane(int index, LaneOptions options, ChatClient chat, RouterOptions router, TimeProvider time, Random random)
    {
        Index = index;
        Options = options;
        Chat = chat;
        _time = time;
        _trend = new QueueTrend(time);
        Objective = router.ObjectiveTime;
        Pending = new PendingFirstTokens(time);
        FirstTokens = new EventRate(time, TimeSpan.FromSeconds(2));
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

    public EventRate FirstTokens { get; }

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

    public void Entered() => Interlocked.Increment(ref _inFlight);

    public void Left() => Interlocked.Decrement(ref _inFlight);

    public void PushedBack() => Volatile.Write(ref _pushedBackAt, _time.GetTimestamp());

    public decimal CostOf(long promptTokens, long completionTokens) =>
        Options.IsDedicated || Options.Price is null ? 0 : Options.Price.Of(promptTokens, completionTokens);

    /// <summary>
    /// How long a request would wait there for those before it. By Little's law all that wait for their first token are served within their
    /// number over the rate of first tokens; what they take themselves is no wait. No header of the server is needed.
    /// </summary>
    public TimeSpan Wait()
    {
        // A few say nothing: any of them may be a straggler. And what is elastic has no queue of ours: it shows in its profile, or turns away.
        int waiting = Pending.Count;
        if (waiting <= Few || !Options.IsDedicated)
            return TimeSpan.Zero;

        // A lane that is not busy shows no more than what it is asked for; what it can do is what it did when it was.
        double rate = Pending.AreMostlyOlderThan(s_busy) ? FirstTokens.PerSecond : Math.Max(FirstTokens.PerSecond, FirstTokens.Peak);
        TimeSpan served = rate > 0 ? TimeSpan.FromSeconds(Math.Min(waiting / rate, 3600)) : Pending.OldestAge();
        TimeSpan own = Profile.Overall(0.5);
        TimeSpan wait = (served * _trend.Margin(served - own)) - own;
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    /// <summary>The time to first token a request would have at the median, if it were sent now.</summary>
    public TimeSpan Predict(int promptTokens) => Profile.Quantile(promptTokens, 0.5) + Wait();

    /// <summary>How likely a request's first token would come after the objective, if it were sent now.</summary>
    public double MissProbability(int promptTokens)
    {
        TimeSpan left = Objective - Wait();
        return left <= TimeSpan.Zero ? 1 : Profile.ExceedProbability(promptTokens, left);
    }

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
        TimeSpan own = Own(wait, time);
        TimeSpan usual = Seen.Quantile(promptTokens, 0.5);
        Profile.Record(promptTokens, own);
        Seen.Record(promptTokens, time);
        FirstTokens.Add();
        Limit.Sample(usual > TimeSpan.Zero ? time / usual : 1, InFlight);

        // A queue of our own making is no illness, and neither is what is slow but in time.
        Health.Succeeded(own, usual > Objective / 3 ? usual : Objective / 3);
        Pacer.Succeeded();
    }

    /// <summary>An attempt was given up before its first token: it would have taken longer than that.</summary>
    public void GivenUp(int promptTokens, TimeSpan wait, TimeSpan age)
    {
        Profile.RecordCensored(promptTokens, Own(wait, age));
        Seen.RecordCensored(promptTokens, age);
    }

    /// <summary>What an attempt took beyond the wait that was foreseen: this is what the next one is expected to take when nothing waits.</summary>
    private static TimeSpan Own(TimeSpan wait, TimeSpan time) => time > wait ? time - wait : TimeSpan.Zero;

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
