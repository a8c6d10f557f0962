namespace TogetherAI;

/// <summary>How long prompts or answers were. Immutable.</summary>
public sealed record TokenSummary
{
    /// <summary>Of all requests together.</summary>
    /// <value>In tokens.</value>
    public required long Total { get; init; }

    /// <summary>Of a request on average.</summary>
    /// <value>In tokens.</value>
    public required double Mean { get; init; }

    /// <summary>Half of the requests had no more than this.</summary>
    /// <value>In tokens, to within 1 %.</value>
    public required double P50 { get; init; }

    /// <summary>95 of 100 requests had no more than this.</summary>
    /// <value>In tokens, to within 1 %.</value>
    public required double P95 { get; init; }

    /// <summary>The longest.</summary>
    /// <value>In tokens.</value>
    public required long Max { get; init; }

    internal static TokenSummary Of(CountSketch tokens) => new()
    {
        Total = (long)tokens.Sum,
        Mean = tokens.Mean,
        P50 = Math.Round(tokens.Quantile(0.5)),
        P95 = Math.Round(tokens.Quantile(0.95)),
        Max = (long)tokens.Max,
    };
}
