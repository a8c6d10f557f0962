using TogetherAI.Engine.Constraints.Languages;

namespace TogetherAI.Engine.Constraints.Schemas;

/// <summary>Strings of a language and of so many characters.</summary>
internal sealed record StringShape(Dfa Language, int Min = 0, int? Max = null)
{
    public static readonly StringShape All = new(Dfa.All);

    public bool IsEmpty => Min > Max || Language.IsEmpty;

    public StringShape And(StringShape other) => new(
        Language.And(other.Language), Math.Max(Min, other.Min), Max is { } mine && other.Max is { } theirs ? Math.Min(mine, theirs) : Max ?? other.Max);

    public IEnumerable<StringShape> Not()
    {
        if (!ReferenceEquals(Language, Dfa.All))
            yield return new StringShape(Language.Not());
        if (Min > 0)
            yield return new StringShape(Dfa.All, 0, Min - 1);
        if (Max is { } max)
            yield return new StringShape(Dfa.All, max + 1);
    }

    /// <summary>The texts as one language, lengths and all.</summary>
    public Dfa Texts => Min == 0 && Max is null ? Language : Language.And(Dfa.Length(Min, Max));
}

/// <summary>Arrays with these items.</summary>
/// <param name="First">What the items at the beginning meet, where they are there.</param>
/// <param name="Rest">What the others meet.</param>
/// <param name="Min">The fewest.</param>
/// <param name="Max">The most.</param>
/// <param name="Counted">Items that there must be so many of.</param>
/// <param name="IsUnique">Whether no two may be equal.</param>
internal sealed record ArrayShape(IReadOnlyList<Formula> First, Formula Rest, int Min, int? Max, IReadOnlyList<ItemCount> Counted, bool IsUnique = false)
{
    /// <summary>Whether it is plain that there is none.</summary>
    public bool IsEmpty => Min > Max || Enumerable.Range(0, Math.Min(Min, First.Count + 1)).Any(index => At(index).Kind == FormulaKind.False);

    public Formula At(int index) => index < First.Count ? First[index] : Rest;

    public ArrayShape And(ArrayShape other, Formulas formulas) => new(
        [.. Enumerable.Range(0, Math.Max(First.Count, other.First.Count)).Select(i => formulas.And(At(i), other.At(i)))],
        formulas.And(Rest, other.Rest),
        Math.Max(Min, other.Min),
        Max is { } mine && other.Max is { } theirs ? Math.Min(mine, theirs) : Max ?? other.Max,
        [.. Counted.Union(other.Counted)],
        IsUnique || other.IsUnique);

    /// <summary>All other arrays, but those that are others only since two items are equal.</summary>
    public IEnumerable<ArrayShape> Not(Formulas formulas)
    {
        ArrayShape all = new([], formulas.True, 0, null, []);
        if (Min > 0)
            yield return all with { Max = Min - 1 };
        if (Max is { } max)
            yield return all with { Min = max + 1 };
        for (int i = 0; i < First.Count; i++)
        {
            if (First[i] != formulas.True)
                yield return all with { First = [.. Enumerable.Repeat(formulas.True, i), formulas.Not(First[i])], Min = i + 1 };
        }

        if (Rest != formulas.True)
            yield return all with { Counted = [new ItemCount(First.Count, formulas.Not(Rest), 1, null)] };
        foreach (ItemCount count in Counted)
        {
            if (count.Min > 0)
                yield return all with { Counted = [count with { Min = 0, Max = count.Min - 1 }] };
            if (count.Max is { } most)
                yield return all with { Counted = [count with { Min = most + 1, Max = null }] };
        }
    }
}

/// <summary>Of the items from a place on, so many must meet something.</summary>
internal sealed record ItemCount(int From, Formula Item, int Min, int? Max);

/// <summary>Objects with these properties.</summary>
/// <param name="Rules">What the properties with some names meet, where they are there.</param>
/// <param name="Required">The names that must be there.</param>
/// <param name="Witnesses">Of the properties with some names, one must be there that meets something.</param>
/// <param name="Min">The fewest.</param>
/// <param name="Max">The most.</param>
/// <param name="SpeaksOfOthers">Whether it is said what further properties there can be.</param>
/// <param name="NamesProperties">Whether it is said which properties there are, even if none are.</param>
internal sealed record ObjectShape(
    IReadOnlyList<NameRule> Rules, IReadOnlyList<string> Required, IReadOnlyList<NameRule> Witnesses, int Min = 0, int? Max = null, bool SpeaksOfOthers = false,
    bool NamesProperties = false)
{
    public static readonly ObjectShape All = new([], [], []);

    /// <summary>Whether it is plain that there is none.</summary>
    public bool IsEmpty => Min > Max || Required.Count > Max || Rules.Any(rule => rule.Value.Kind == FormulaKind.False && Required.Any(rule.Covers));

    // Two that say the same in another order are one: alternatives multiply fast enough without them.
    public bool Equals(ObjectShape? other) => other is not null
        && (Min, Max, SpeaksOfOthers, NamesProperties) == (other.Min, other.Max, other.SpeaksOfOthers, other.NamesProperties)
        && Rules.Count == other.Rules.Count && Required.Count == other.Required.Count && Witnesses.Count == other.Witnesses.Count
        && !Rules.Except(other.Rules).Any() && !Required.Except(other.Required).Any() && !Witnesses.Except(other.Witnesses).Any();

    public override int GetHashCode() => HashCode.Combine(
        Min, Max, Rules.Aggregate(0, static (sum, one) => sum + one.GetHashCode()), Required.Aggregate(0, static (sum, one) => sum + one.GetHashCode(StringComparison.Ordinal)));

    public ObjectShape And(ObjectShape other) => new(
        [.. Rules.Union(other.Rules)],
        [.. Required.Union(other.Required)],
        [.. Witnesses.Union(other.Witnesses)],
        Math.Max(Min, other.Min),
        Max is { } mine && other.Max is { } theirs ? Math.Min(mine, theirs) : Max ?? other.Max,
        SpeaksOfOthers || other.SpeaksOfOthers,
        NamesProperties || other.NamesProperties);

    public IEnumerable<ObjectShape> Not(Formulas formulas)
    {
        ObjectShape all = All with { SpeaksOfOthers = true };
        foreach (string name in Required)
            yield return all with { Rules = [new NameRule(name, Dfa.None, formulas.False)] };
        foreach (NameRule rule in Rules)
        {
            NameRule broken = rule with { Value = formulas.Not(rule.Value) };
            if (rule.Value != formulas.True)
                yield return rule.Name is { } name ? all with { Rules = [broken], Required = [name] } : all with { Witnesses = [broken] };
        }

        foreach (NameRule witness in Witnesses)
            yield return all with { Rules = [witness with { Value = formulas.Not(witness.Value) }] };
        if (Min > 0)
            yield return all with { Max = Min - 1 };
        if (Max is { } max)
            yield return all with { Min = max + 1 };
    }
}

/// <summary>What the properties with a name, or with the names of a language, meet.</summary>
internal sealed record NameRule(string? Name, Dfa Names, Formula Value)
{
    public bool Covers(string name) => Name is null ? Names.Accepts(name) : Name == name;
}
