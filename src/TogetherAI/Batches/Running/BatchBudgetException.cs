namespace TogetherAI;

/// <summary>
/// A run was not begun, because it may cost more than <see cref="BatchRunOptions.MaxUsd"/>, or nobody can tell what it costs. Nothing was sent.
/// </summary>
/// <param name="message">What it would cost, and what to do.</param>
/// <param name="mostUsd">What it costs at most, in USD; null where a model has no price.</param>
public sealed class BatchBudgetException(string message, decimal? mostUsd) : TogetherException(message)
{
    /// <summary>What it costs at most, in USD; null where a model has no price.</summary>
    public decimal? MostUsd { get; } = mostUsd;
}
