namespace TogetherAI.Engine.Constraints.Languages;

/// <summary>Numbers between two bounds that are multiples of some steps and not of others. An integer is a multiple of 1. Immutable.</summary>
internal sealed record NumberRange
{
    public static readonly NumberRange All = new();
    public static readonly NumberRange Integers = new() { Steps = [1] };

    public decimal? Min { get; init; }

    public bool AboveMin { get; init; }

    public decimal? Max { get; init; }

    public bool BelowMax { get; init; }

    public IReadOnlyList<decimal> Steps { get; init; } = [];

    public IReadOnlyList<decimal> NotSteps { get; init; } = [];

    public bool IsAll => Min is null && Max is null && Steps.Count == 0 && NotSteps.Count == 0;

    public NumberRange And(NumberRange other)
    {
        bool mine = Min is { } min && (other.Min is not { } lower || min > lower || (min == lower && AboveMin));
        bool below = Max is { } max && (other.Max is not { } upper || max < upper || (max == upper && BelowMax));
        return new NumberRange
        {
            Min = mine ? Min : other.Min, AboveMin = mine ? AboveMin : other.AboveMin,
            Max = below ? Max : other.Max, BelowMax = below ? BelowMax : other.BelowMax,
            Steps = [.. Steps.Union(other.Steps)], NotSteps = [.. NotSteps.Union(other.NotSteps)],
        };
    }

    /// <summary>All other numbers.</summary>
    public IEnumerable<NumberRange> Not()
    {
        if (Min is { } min)
            yield return new NumberRange { Max = min, BelowMax = !AboveMin };
        if (Max is { } max)
            yield return new NumberRange { Min = max, AboveMin = !BelowMax };
        foreach (decimal step in Steps)
            yield return new NumberRange { NotSteps = [step] };
        foreach (decimal step in NotSteps)
            yield return new NumberRange { Steps = [step] };
    }
}
