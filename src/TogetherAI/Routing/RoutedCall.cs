namespace TogetherAI;

/// <summary>One request on its way: what is known of it, its attempts, and the trail of decisions. Belongs to one flow at a time.</summary>
internal sealed class RoutedCall
{
    private ShortList<RouteDecision> _decisions;
    private ShortList<RoutedAttempt> _attempts;
    private readonly long _started;
    private string? _lastRefusal;

    public RoutedCall(OverflowRouter router, ChatRequest request, RouteOptions route, int promptTokens, int outputTokens)
    {
        Router = router;
        Request = request;
        Route = route;
        PromptTokens = promptTokens;
        OutputTokens = outputTokens;
        _started = router.Time.GetTimestamp();
    }

    public OverflowRouter Router { get; }

    public TimeProvider Time => Router.Time;

    public ChatRequest Request { get; }

    public RouteOptions Route { get; }

    /// <summary>The prompt's length, estimated.</summary>
    public int PromptTokens { get; }

    /// <summary>The answer's length, estimated.</summary>
    public int OutputTokens { get; }

    /// <summary>What keeps the request's session on a lane; null for nothing.</summary>
    public ulong? AffinityKey { get; init; }

    /// <summary>Whether the request is among those that have moved to the new lane.</summary>
    public bool IsRamped { get; init; }

    /// <summary>Whether chance lets it have a hedge, where the budget does not bear all; null before it wanted one.</summary>
    public bool? MayHedge { get; set; }

    /// <summary>How long it waited here.</summary>
    public TimeSpan Queued { get; set; }

    /// <summary>Since the call.</summary>
    public TimeSpan Age => Time.GetElapsedTime(_started);

    public ref readonly ShortList<RoutedAttempt> Attempts => ref _attempts;

    /// <summary>From the call to a timestamp.</summary>
    public TimeSpan AgeAt(long timestamp) => Time.GetElapsedTime(_started, timestamp);

    public void Add(RoutedAttempt attempt) => _attempts.Add(attempt);

    public void Decide(RouteStep step, Lane? lane, string why, TimeSpan? predicted = null, TimeSpan? limit = null, decimal? usd = null) =>
        _decisions.Add(new RouteDecision(Age, step, lane?.Options.Name, why) { Predicted = predicted, Limit = limit, Usd = usd });

    /// <summary>Whether a refusal is news: it is noted once, not at every look.</summary>
    public bool Notes(string refusal)
    {
        if (ReferenceEquals(_lastRefusal, refusal))
            return false;
        _lastRefusal = refusal;
        return true;
    }

    public RouteReport Report(RoutedAttempt? winner)
    {
        RouteAttempt[] attempts = new RouteAttempt[_attempts.Count];
        for (int i = 0; i < attempts.Length; i++)
            attempts[i] = _attempts[i].Report(won: ReferenceEquals(_attempts[i], winner));
        RouteDecision[] decisions = new RouteDecision[_decisions.Count];
        for (int i = 0; i < decisions.Length; i++)
            decisions[i] = _decisions[i];
        return new RouteReport
        {
            Lane = winner?.Lane.Options.Name,
            Reason = winner is null ? default : winner.IsHedge ? RouteReason.HedgeWon : winner.Reason,
            Queued = Queued,
            Attempts = attempts,
            Decisions = decisions,
        };
    }
}
