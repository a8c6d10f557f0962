using System.Globalization;

namespace TogetherAI;

/// <summary>One decision about a request, with the figures it was made on. Immutable; its text is made when it is asked for.</summary>
/// <param name="After">From the call to the decision.</param>
/// <param name="Step">What was decided.</param>
/// <param name="Lane">The lane it is about; null where it is about none.</param>
/// <param name="Why">In a few words.</param>
public readonly record struct RouteDecision(TimeSpan After, RouteStep Step, string? Lane, string Why)
{
    // Every request keeps its decisions: the flags of what is there fill one word together, where a nullable each would take a word for it.
    private readonly TimeSpan _predicted;
    private readonly TimeSpan _limit;
    private readonly decimal _usd;
    private readonly bool _hasPredicted;
    private readonly bool _hasLimit;
    private readonly bool _hasUsd;

    /// <summary>The time to first token that was expected; null where that played no part.</summary>
    public TimeSpan? Predicted
    {
        get => _hasPredicted ? _predicted : null;
        init => (_hasPredicted, _predicted) = (value.HasValue, value.GetValueOrDefault());
    }

    /// <summary>What it was held against; null where that played no part.</summary>
    public TimeSpan? Limit
    {
        get => _hasLimit ? _limit : null;
        init => (_hasLimit, _limit) = (value.HasValue, value.GetValueOrDefault());
    }

    /// <summary>The USD in question; null where they played no part.</summary>
    public decimal? Usd
    {
        get => _hasUsd ? _usd : null;
        init => (_hasUsd, _usd) = (value.HasValue, value.GetValueOrDefault());
    }

    /// <summary>The decision as one line, such as <c>+0.012 s Placed on gpu: predicted 0.9 s, limit 0.5 s (PredictedLate)</c>.</summary>
    /// <returns>The line.</returns>
    public override string ToString()
    {
        string figures = (Predicted, Limit) switch
        {
            ({ } predicted, { } limit) => string.Create(CultureInfo.InvariantCulture, $" [predicted {predicted.TotalSeconds:0.###} s, limit {limit.TotalSeconds:0.###} s]"),
            ({ } predicted, null) => string.Create(CultureInfo.InvariantCulture, $" [predicted {predicted.TotalSeconds:0.###} s]"),
            _ => "",
        };
        string money = Usd is { } usd ? string.Create(CultureInfo.InvariantCulture, $" [{usd:0.######} USD]") : "";
        return string.Create(CultureInfo.InvariantCulture, $"+{After.TotalSeconds:0.000} s {Step}{(Lane is null ? "" : " on " + Lane)}: {Why}{figures}{money}");
    }
}
