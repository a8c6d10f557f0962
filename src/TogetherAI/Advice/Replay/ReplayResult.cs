namespace TogetherAI;

/// <summary>How a replay went.</summary>
internal sealed record ReplayResult
{
    /// <summary>The times to the first token of the requests that somebody waits for and that were served, in order of size; ticks.</summary>
    public required long[] Times { get; init; }

    /// <summary>How many requests that somebody waits for went elsewhere.</summary>
    public required int SpilledWaited { get; init; }

    /// <summary>What went elsewhere, background included.</summary>
    public required int Spilled { get; init; }

    public required long SpilledPromptTokens { get; init; }

    public required long SpilledCompletionTokens { get; init; }

    /// <summary>Whether any request waited for a slot or for another's prompt.</summary>
    public required bool AnyWaited { get; init; }

    /// <summary>The time that this share of the requests served here did not exceed, nearest rank; zero where none was served.</summary>
    public TimeSpan Quantile(double share) => QuantileAmong(share, elsewhere: 0, TimeSpan.MaxValue) ?? TimeSpan.Zero;

    /// <summary>
    /// The same of all requests, where so many more went elsewhere and took this time there; null where that time decides and is not known.
    /// </summary>
    public TimeSpan? QuantileAmong(double share, int elsewhere, TimeSpan? timeThere)
    {
        int all = Times.Length + elsewhere;
        if (all == 0)
            return TimeSpan.Zero;
        int rank = Math.Max(1, (int)Math.Ceiling(share * all));
        if (timeThere is null) // the worst case: none of them came at all
            return rank <= Times.Length ? TimeSpan.FromTicks(Times[rank - 1]) : null;
        int quicker = Array.BinarySearch(Times, timeThere.Value.Ticks);
        quicker = quicker < 0 ? ~quicker : quicker;
        return rank <= quicker ? TimeSpan.FromTicks(Times[rank - 1])
            : rank <= quicker + elsewhere ? timeThere
            : TimeSpan.FromTicks(Times[rank - 1 - elsewhere]);
    }
}
