using System.Text.Json;

namespace TogetherAI.Engine.Constraints.Schemas;

/// <summary>What a value must meet: a schema, several at once, or none of one. Two that say the same in the same words are one object.</summary>
internal sealed class Formula
{
    public required FormulaKind Kind { get; init; }

    public required int Id { get; init; }

    /// <summary>The parts of an and; what a not denies.</summary>
    public IReadOnlyList<Formula> Parts { get; init; } = [];

    public SchemaPlace? Schema { get; init; }

    /// <summary>The resources that the schema was come to through, outermost first.</summary>
    public IReadOnlyList<string> Scope { get; init; } = [];

    public JsonElement Value { get; init; }
}

/// <summary>Kinds of <see cref="Formula"/>.</summary>
internal enum FormulaKind
{
    True,
    False,
    Schema,
    Value,
    And,
    Not,
}

/// <summary>The formulas of one schema, each once.</summary>
internal sealed class Formulas
{
    private const int Most = 20_000;

    private readonly Dictionary<string, Formula> _known = new(StringComparer.Ordinal);

    public Formulas()
    {
        True = Find("T", id => new Formula { Kind = FormulaKind.True, Id = id });
        False = Find("F", id => new Formula { Kind = FormulaKind.False, Id = id });
    }

    public Formula True { get; }

    public Formula False { get; }

    public Formula Of(SchemaPlace place, IReadOnlyList<string> scope) => place.Element.ValueKind switch
    {
        JsonValueKind.True => True,
        JsonValueKind.False => False,
        _ => Find($"{place.Path}|{string.Join('|', scope)}", id => new Formula { Kind = FormulaKind.Schema, Id = id, Schema = place, Scope = scope }),
    };

    public Formula OfValue(JsonElement value) => Find("=" + value.GetRawText(), id => new Formula { Kind = FormulaKind.Value, Id = id, Value = value });

    public Formula Not(Formula one) => one.Kind switch
    {
        FormulaKind.True => False,
        FormulaKind.False => True,
        FormulaKind.Not => one.Parts[0],
        _ => Find($"!{one.Id}", id => new Formula { Kind = FormulaKind.Not, Id = id, Parts = [one] }),
    };

    public Formula Or(params ReadOnlySpan<Formula> parts)
    {
        List<Formula> denied = [];
        foreach (Formula part in parts)
            denied.Add(Not(part));
        return Not(And(denied));
    }

    public Formula And(params IEnumerable<Formula> parts)
    {
        SortedDictionary<int, Formula> distinct = [];
        foreach (Formula part in parts.SelectMany(static part => part.Kind == FormulaKind.And ? part.Parts : [part]))
            distinct[part.Id] = part;
        distinct.Remove(True.Id);
        if (distinct.ContainsKey(False.Id) || distinct.Values.Any(part => distinct.ContainsKey(Not(part).Id)))
            return False;
        return distinct.Count switch
        {
            0 => True,
            1 => distinct.Values.First(),
            _ => Find("&" + string.Join(',', distinct.Keys), id => new Formula { Kind = FormulaKind.And, Id = id, Parts = [.. distinct.Values] }),
        };
    }

    private Formula Find(string key, Func<int, Formula> make)
    {
        if (_known.TryGetValue(key, out Formula? known))
            return known;
        if (_known.Count == Most)
            throw new UnsupportedSchemaException(null, "#", $"is too large: it has more than {Most} parts.");
        return _known[key] = make(_known.Count);
    }
}
