namespace TogetherAI;

/// <summary>
/// A run was not begun, or not gone on with, because it may cost more than <see cref="BatchRunOptions.MaxUsd"/>, or nobody can tell what it costs.
/// Nothing is lost: started again with the same journal and a higher limit, it goes on.
/// </summary>
/// <param name="message">What it would cost, and what to do.</param>
/// <param name="mostUsd">What it costs at most, in USD; null where a model has no price.</param>
public sealed class BatchBudgetException(string message, decimal? mostUsd) : TogetherException(message)
{
    /// <summary>What it costs at most, in USD, with what it has cost so far; null where a model has no price.</summary>
    public decimal? MostUsd { get; } = mostUsd;

    /// <summary>Whether anything was sent, in this life of the run or one before it.</summary>
    public bool IsBegun { get; init; }

    /// <summary>
    /// How many requests put no limit on their answer. Each is in <see cref="MostUsd"/> with 2,048 tokens for each of its answers, and may cost more.
    /// </summary>
    public long UnlimitedRequests { get; init; }
}
