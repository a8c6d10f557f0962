namespace TogetherAI;

/// <summary>One request on its way: what is known of it, its attempts, and the trail of decisions. Belongs to one flow at a time.</summary>
internal sealed class RoutedCall
{
    private readonly List<RouteDecision> _decisions = new(2);
    private readonly List<RoutedAttempt> _attempts = new(1);
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

    /// <summary>How long it waited here.</summary>
    public TimeSpan Queued { get; set; }

    /// <summary>Since the call.</summary>
    public TimeSpan Age => Time.GetElapsedTime(_started);

    public IReadOnlyList<RoutedAttempt> Attempts => _attempts;

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

    public RouteReport Report(RoutedAttempt? winner) => new()
    {
        Lane = winner?.Lane.Options.Name,
        Reason = winner is null ? default : winner.IsHedge ? RouteReason.HedgeWon : winner.Reason,
        Queued = Queued,
        Attempts = [.. _attempts.Select(attempt => attempt.Report(won: ReferenceEquals(attempt, winner)))],
        Decisions = [.. _decisions],
    };
}
