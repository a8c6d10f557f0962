namespace TogetherAI;

/// <summary>What a probe may still use up. Thread-safe.</summary>
internal sealed class ProbeBudget(ThroughputProbeOptions options)
{
    private readonly Lock _gate = new();
    private int _requests;
    private decimal _usd;

    /// <summary>Why no further request may be made; null while it may.</summary>
    public string? Exhausted { get; private set; }

    /// <summary>Reserves what a request may cost at most; false where that is not left.</summary>
    public bool TryTake(int promptTokens)
    {
        lock (_gate)
        {
            if (_requests >= options.MaxRequests)
                Exhausted ??= FormattableString.Invariant($"The limit of {options.MaxRequests} requests was reached.");
            else if (_usd + Usd(promptTokens, options.MaxTokens) > options.MaxUsd)
                Exhausted ??= FormattableString.Invariant($"The limit of {options.MaxUsd} USD was reached.");
            if (Exhausted is not null)
                return false;
            _requests++;
            _usd += Usd(promptTokens, options.MaxTokens);
            return true;
        }
    }

    /// <summary>Puts what a request did cost in place of what was reserved for it.</summary>
    public void Settle(int reservedPromptTokens, int promptTokens, int completionTokens)
    {
        lock (_gate)
            _usd += Usd(promptTokens, completionTokens) - Usd(reservedPromptTokens, options.MaxTokens);
    }

    private decimal Usd(int promptTokens, int completionTokens) => options.Price?.Of(promptTokens, completionTokens) ?? 0;
}
