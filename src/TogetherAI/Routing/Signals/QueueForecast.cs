namespace TogetherAI;

/// <summary>
/// How long a request would wait on a reserved lane for those before it, without any header of the server. By Little's law all that wait for a
/// first token are served within their number over the rate of first tokens, and within the tokens of their prompts over the rate at which
/// prompts are read: which of the two holds the server up is not known, so the mean of both is taken. Lock-free; thread-safe.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="pending">The lane's requests without a first token.</param>
/// <param name="objective">The time to first token that is aimed at.</param>
internal sealed class QueueForecast(TimeProvider time, PendingFirstTokens pending, TimeSpan objective)
{
    /// <summary>A few that wait say nothing: any of them may be a straggler.</summary>
    private const int Few = 3;

    /// <summary>
    /// Behind one name stand several servers, and what waits there waits beside a new request as often as before it. Simulated lanes of one to
    /// six replicas keep within 0.6 and 0.85 of the quotient, near an exponential distribution.
    /// </summary>
    private const double ShareBefore = 0.75;

    private static readonly TimeSpan s_busy = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(1);

    private readonly TimeSpan _straggles = objective * 2 > s_busy * 2 ? objective * 2 : s_busy * 2;
    private readonly EventRate _prompts = new(time, TimeSpan.FromSeconds(2));
    private readonly RecentExcess _recent = new(time);

    /// <summary>First tokens, by time.</summary>
    public EventRate FirstTokens { get; } = new(time, TimeSpan.FromSeconds(2));

    /// <summary>Whether enough of one's own wait to tell a queue.</summary>
    public bool IsSeen => pending.Count > Few && pending.Count - Stragglers > Few;

    /// <summary>Whether so little is sent there that a queue as long as the objective would not be seen.</summary>
    public bool IsBlind => FirstTokens.Mean * objective.TotalSeconds <= Few;

    /// <summary>Those that are so late that later ones have long been served: something happened to them, and nobody waits behind them.</summary>
    private int Stragglers => pending.CountOlderThan(_straggles);

    /// <summary>The wait that is foreseen, at the mean; zero where nothing tells of one.</summary>
    public TimeSpan Wait()
    {
        int all = pending.Count;
        long tokensOfEach = Math.Max(1, pending.PromptTokens / Math.Max(1, all));
        int stragglers = all > Few ? Stragglers : 0;
        int waiting = all - stragglers;
        if (waiting <= Few)
            return IsBlind ? _recent.Now(pending.OldestAge(), (int)Math.Min(int.MaxValue, tokensOfEach)) : TimeSpan.Zero;

        // A lane that is not busy shows no more than what it is asked for; what it can do is what it did when it was.
        bool isBusy = (pending.CountOlderThan(s_busy) - stragglers) * 2 > waiting;
        double rate = isBusy ? FirstTokens.PerSecond : Math.Max(FirstTokens.PerSecond, FirstTokens.Peak);
        double promptRate = isBusy ? _prompts.PerSecond : Math.Max(_prompts.PerSecond, _prompts.Peak);
        if (rate <= 0 || promptRate <= 0)
            return pending.OldestAge();
        double seconds = ShareBefore * waiting * ((1 / rate) + (tokensOfEach / promptRate)) / 2;
        return seconds < s_longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : s_longest;
    }

    /// <summary>A first token came.</summary>
    public void FirstTokenCame(int promptTokens, TimeSpan took)
    {
        FirstTokens.Add();
        _prompts.Add(promptTokens);
        _recent.Add(promptTokens, took);
    }
}
