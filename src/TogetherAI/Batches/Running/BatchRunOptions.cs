namespace TogetherAI;

/// <summary>How a corpus is run through batches. Immutable: <c>with</c> makes a changed copy.</summary>
public sealed record BatchRunOptions
{
    /// <summary>
    /// The file in which the run survives its process; made where there is none. Beside it lie a folder <c>{Journal}.d</c> with requests and
    /// results that are not yet delivered, and a lock: a second run on the same journal is refused. Delete both to begin anew.
    /// </summary>
    public required string Journal { get; init; }

    /// <summary>
    /// The most that all requests together may cost, in USD, if each uses all tokens it may. It is checked when all inputs have been read and
    /// before anything is sent, and again before each job, also one that repeats what failed: with what was spent by then, and what may have been paid
    /// for without an answer. A request that puts no limit on its answer counts with 2,048 tokens for each, and may cost more. Prices come from
    /// <c>/v1/models</c>; a model without one is refused.
    /// </summary>
    /// <value>Null by default: no limit.</value>
    public decimal? MaxUsd { get; init; }

    /// <summary>What part of the price a model costs in batches. The service gives a discount on some models and no list of them.
    /// What goes by itself, embeddings and what <see cref="Fallback"/> sends, has none; where it may, <see cref="MaxUsd"/> counts the full price.</summary>
    /// <value>By a model's name, above 0 and at most 1. Empty by default: the full price.</value>
    public IReadOnlyDictionary<string, decimal> PriceFactors { get; init; } = new Dictionary<string, decimal>();

    /// <summary>Counts the tokens of a conversation's prompt, for the estimate. A model's own tokenizer counts best.</summary>
    /// <value>
    /// Null by default: a quarter of the bytes of the request's JSON, which is too much for most English and too little for some scripts.
    /// </value>
    public Func<ChatRequest, int>? CountTokens { get; init; }

    /// <summary>Counts the tokens of the texts of a request for embeddings, in the same way.</summary>
    /// <value>Null by default: a quarter of the bytes of the request's JSON.</value>
    public Func<EmbeddingRequest, int>? CountEmbeddingTokens { get; init; }

    /// <summary>The most requests that go into one job.</summary>
    /// <value>1 to 50,000, as the service allows; 10,000 by default, as it advises.</value>
    public int RequestsPerJob { get; init; } = 10_000;

    /// <summary>The most bytes that go into one job.</summary>
    /// <value>1 KiB to 100 MiB; 90 MiB by default.</value>
    public long BytesPerJob { get; init; } = 90L * 1024 * 1024;

    /// <summary>How many jobs are under way at the service at a time.</summary>
    /// <value>1 to 100; 4 by default.</value>
    public int JobsAtATime { get; init; } = 4;

    /// <summary>The most tokens, by the estimate, that are under way at a time; a job beyond it waits.</summary>
    /// <value>At least 1; 30 billion by default, which the service allows for a model.</value>
    public long MaxEnqueuedTokens { get; init; } = 30_000_000_000;

    /// <summary>
    /// How often a request is put into a job before it is given up: what failed, expired or got lost goes into a further one. A job that somebody
    /// cancelled does not count.
    /// </summary>
    /// <value>1 to 10; 3 by default.</value>
    public int Attempts { get; init; } = 3;

    /// <summary>What becomes of what is left then.</summary>
    /// <value><see cref="BatchFallback.Report"/> by default.</value>
    public BatchFallback Fallback { get; init; }

    /// <summary>How many requests are under way at a time where they are sent by themselves.</summary>
    /// <value>1 to 256; 8 by default.</value>
    public int RequestsAtATime { get; init; } = 8;

    /// <summary>The most requests of a job that are sent by themselves, of those that were left.</summary>
    /// <value>0 or more; 100 by default.</value>
    public int FallbackLimit { get; init; } = 100;

    /// <summary>How a job is waited for; null for a look every 30 to 60 seconds, without a deadline.</summary>
    public WaitOptions? Wait { get; init; }

    /// <summary>
    /// This process's part of the inputs, from 1, and how many parts there are. Several processes or machines, each with a journal of its own
    /// and the same inputs, do all of them together: an input belongs to the part that its key falls into. A journal keeps to the part that it was begun with.
    /// </summary>
    /// <value>(1, 1) by default: all of them.</value>
    public (int Number, int Count) Part { get; init; } = (1, 1);

    /// <summary>Told how far the run has come; null for nobody. Called now from one thread, now from another, one call at a time.</summary>
    public IProgress<BatchRunProgress>? Progress { get; init; }

    /// <summary>
    /// Called before the run notes that results have arrived, which is every 64 results and when a job's results end: what was written of them
    /// can be brought to the disk here once for all, so that it outlives a failure of power as the journal does. What it throws ends the run,
    /// and the results are handed out again the next time.
    /// </summary>
    /// <value>Null by default: a result counts as arrived once the next one is asked for, which is written down every 64 results and at the end.</value>
    public Action? BeforeAcknowledge { get; init; }

    /// <exception cref="ArgumentException">An option is out of its bounds; the message names each.</exception>
    internal void Check()
    {
        List<string> faults = [];
        if (string.IsNullOrWhiteSpace(Journal))
            faults.Add("Journal is empty; name a file.");
        Bound(nameof(MaxUsd), MaxUsd is not <= 0, "must be positive, or null for no limit", faults);
        Bound(nameof(PriceFactors), PriceFactors.Values.All(static factor => factor is > 0 and <= 1), "must be above 0 and at most 1, each", faults);
        Bound(nameof(RequestsPerJob), RequestsPerJob is >= 1 and <= 50_000, "must be from 1 to 50,000", faults);
        Bound(nameof(BytesPerJob), BytesPerJob is >= 1024 and <= 100L * 1024 * 1024, "must be from 1 KiB to 100 MiB", faults);
        Bound(nameof(JobsAtATime), JobsAtATime is >= 1 and <= 100, "must be from 1 to 100", faults);
        Bound(nameof(MaxEnqueuedTokens), MaxEnqueuedTokens >= 1, "must be at least 1", faults);
        Bound(nameof(Attempts), Attempts is >= 1 and <= 10, "must be from 1 to 10", faults);
        Bound(nameof(RequestsAtATime), RequestsAtATime is >= 1 and <= 256, "must be from 1 to 256", faults);
        Bound(nameof(FallbackLimit), FallbackLimit >= 0, "must not be negative", faults);
        Bound(nameof(Part), Part.Count >= 1 && Part.Number >= 1 && Part.Number <= Part.Count, "must be a number from 1 and a count not below it", faults);
        if (faults.Count > 0)
            throw new ArgumentException("BatchRunOptions: " + string.Join(" ", faults));
    }

    /// <summary>Options that do nothing in some work are said to: who sets one expects something of it.</summary>
    /// <exception cref="ArgumentException">One is set to another value than its default; the message names each.</exception>
    internal void RefuseIdle(BatchWork work)
    {
        BatchRunOptions fresh = new() { Journal = Journal };
        bool isAlone = work.Endpoint is null, isChat = work.Endpoint == BatchEndpoint.ChatCompletions;
        List<string> idle = [];
        Idle(nameof(JobsAtATime), isAlone && JobsAtATime != fresh.JobsAtATime, idle);
        Idle(nameof(MaxEnqueuedTokens), (isAlone || !work.IsPricedByTokens) && MaxEnqueuedTokens != fresh.MaxEnqueuedTokens, idle);
        Idle(nameof(Attempts), isAlone && Attempts != fresh.Attempts, idle);
        Idle(nameof(Fallback), isAlone && Fallback != fresh.Fallback, idle);
        Idle(nameof(FallbackLimit), isAlone && FallbackLimit != fresh.FallbackLimit, idle);
        Idle(nameof(Wait), isAlone && Wait is not null, idle);
        Idle(nameof(PriceFactors), !isChat && PriceFactors.Count > 0, idle);
        Idle(nameof(CountTokens), !isChat && CountTokens is not null, idle);
        Idle(nameof(CountEmbeddingTokens), !isAlone && CountEmbeddingTokens is not null, idle);
        if (idle.Count > 0)
        {
            throw new ArgumentException(
                $"BatchRunOptions: {string.Join(", ", idle)} would have no effect in a run over {work.Path}"
                + $"{(isAlone ? ", where every request goes by itself (RequestsAtATime says how many at a time)" : "")}. Leave {(idle.Count == 1 ? "it" : "them")} out.");
        }
    }

    private static void Idle(string name, bool isSet, List<string> idle)
    {
        if (isSet)
            idle.Add(name);
    }

    private static void Bound(string name, bool holds, string rule, List<string> faults)
    {
        if (!holds)
            faults.Add($"{name} {rule}.");
    }
}
