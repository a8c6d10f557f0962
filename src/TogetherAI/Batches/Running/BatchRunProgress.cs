namespace TogetherAI;

/// <summary>How far a run has come. Immutable.</summary>
public sealed record BatchRunProgress
{
    /// <summary>How many inputs there are; while they are being read, how many were read so far.</summary>
    public long Inputs { get; init; }

    /// <summary>How many jobs they make, without those that repeat what failed; 0 while inputs are being read.</summary>
    public int Jobs { get; init; }

    /// <summary>How many of these have ended, for good or ill.</summary>
    public int JobsEnded { get; init; }

    /// <summary>How many requests are in jobs at the service now.</summary>
    public long Submitted { get; init; }

    /// <summary>How many requests have been answered.</summary>
    public long Answered { get; init; }

    /// <summary>How many requests failed, or could not be sent at all, and will not be repeated.</summary>
    public long Failed { get; init; }

    /// <summary>How many requests were put into a further job, or sent by themselves, after they failed; each time counts.</summary>
    public long Repeated { get; init; }

    /// <summary>How many results the caller has been given, and has gone on from.</summary>
    public long Delivered { get; init; }

    /// <summary>The tokens that the answers so far used, as they tell: prompts and completions.</summary>
    public long Tokens { get; init; }

    /// <summary>
    /// What those tokens cost, in USD, in all lives of the run; null where the model has no price, or its answers do not tell. At the price of
    /// batches, also for what went by itself after them (<see cref="BatchFallback.Serverless"/>): <see cref="BatchRunOptions.MaxUsd"/> counts that in full.
    /// </summary>
    public decimal? SpentUsd { get; init; }

    /// <summary>
    /// What all requests together cost at most, in USD, as it was known when this life of the run began: what had been spent, and the estimate for
    /// the rest. Null where a model has no price. Requests without a limit on their answer may cost more: <see cref="UnlimitedRequests"/> says how many.
    /// </summary>
    public decimal? MostUsd { get; init; }

    /// <summary>How many requests put no limit on their answer: each is in <see cref="MostUsd"/> with 2,048 tokens for each of its answers.</summary>
    public long UnlimitedRequests { get; init; }

    /// <summary>
    /// What all requests together will have cost, in USD, if those to come use what those so far used on average; null before the first result is
    /// delivered, and where the model has no price.
    /// </summary>
    public decimal? ProjectedUsd { get; init; }

    /// <summary>
    /// How long the run still takes at the pace of this process: the requests whose last word is on disk, in the time since the first was sent. Null
    /// before a job has ended.
    /// </summary>
    public TimeSpan? TimeLeft { get; init; }

    /// <summary>Whether all inputs have been read.</summary>
    internal bool IsStarted { get; init; }
}
