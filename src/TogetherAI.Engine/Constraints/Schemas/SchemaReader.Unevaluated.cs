using System.Collections.Immutable;
using System.Text.Json;
using TogetherAI.Engine.Constraints.Languages;

namespace TogetherAI.Engine.Constraints.Schemas;

/// <summary>
/// <c>unevaluatedItems</c> and <c>unevaluatedProperties</c>: what counts as evaluated depends on which of the schemas beside them a value
/// meets, so each combination is a branch of its own.
/// </summary>
internal sealed partial class SchemaReader
{
    private const int MaxBranches = 64;

    private List<(ValueSet Set, Evaluated Evaluated)> Branches(SchemaPlace schema, IReadOnlyList<string> scope)
    {
        if (schema.Element.ValueKind != JsonValueKind.Object)
            return [(Read(Formulas.Of(schema, scope)), Evaluated.Nothing)];
        if (Index.HasDynamicReferences && !scope.Contains(schema.Base))
            scope = [.. scope, schema.Base];
        RefuseUnknown(schema);
        List<(ValueSet Set, Evaluated Evaluated)> branches = [(Own(schema, scope), OwnEvaluated(schema, scope))];
        foreach ((string keyword, IReadOnlyList<SchemaPlace> parts) in Joins(schema, withBareIf: true))
            branches = Guarded(schema, keyword, () => Cross(branches, Join(schema, keyword, parts, scope, 0)));
        foreach ((string name, SchemaPlace dependent) in Dependents(schema))
        {
            List<(ValueSet, Evaluated)> with = Cross([(With(name), Evaluated.Nothing)], Branches(dependent, scope));
            branches = Cross(branches, [(Without(name), Evaluated.Nothing), .. with]);
        }

        if (schema.Find("unevaluatedItems") is { } items)
        {
            Formula rest = Sub(schema, scope, items, "unevaluatedItems");
            branches = [.. branches.Select(branch => (branch.Set.And(All with { Arrays = [OtherItems(branch.Evaluated, rest)] }, Formulas), branch.Evaluated with { AllItems = true }))];
        }

        if (schema.Find("unevaluatedProperties") is { } properties)
        {
            Formula rest = Sub(schema, scope, properties, "unevaluatedProperties");
            branches = [.. branches.Select(branch => (branch.Set.And(All with { Objects = [OtherProperties(branch.Evaluated, rest)] }, Formulas), branch.Evaluated with { AllNames = true }))];
        }

        return Merged(branches);
    }

    private List<(ValueSet Set, Evaluated Evaluated)> Join(SchemaPlace schema, string keyword, IReadOnlyList<SchemaPlace> parts, IReadOnlyList<string> scope, int from)
    {
        switch (keyword)
        {
            case "$ref" or "$dynamicRef":
                Formula target = Reference(schema, keyword, scope);
                return target.Schema is { } place ? Branches(place, scope) : [(Read(target), Evaluated.Nothing)];
            case "allOf":
                return parts.Aggregate(new List<(ValueSet, Evaluated)> { (All, Evaluated.Nothing) }, (left, part) => Cross(left, Branches(part, scope)));
            case "not":
                return [(Read(Formulas.Not(Formulas.Of(parts[0], scope))), Evaluated.Nothing)];
            case "if":
                return Merged(
                [
                    .. Cross(Branches(parts[0], scope), Branches(parts[1], scope)),
                    .. Cross([(Read(Formulas.Not(Formulas.Of(parts[0], scope))), Evaluated.Nothing)], Branches(parts[2], scope)),
                ]);
            default:
                return Choose(parts, scope, from, atMostOne: keyword == "oneOf", met: false);
        }
    }

    /// <summary>Each way in which some of the schemas are met and the others not.</summary>
    private List<(ValueSet Set, Evaluated Evaluated)> Choose(IReadOnlyList<SchemaPlace> parts, IReadOnlyList<string> scope, int from, bool atMostOne, bool met)
    {
        if (from == parts.Count)
            return met ? [(All, Evaluated.Nothing)] : [];
        ValueSet not = Read(Formulas.Not(Formulas.Of(parts[from], scope)));
        List<(ValueSet, Evaluated)> without = Cross([(not, Evaluated.Nothing)], Choose(parts, scope, from + 1, atMostOne, met));
        return met && atMostOne ? without : Merged([.. without, .. Cross(Branches(parts[from], scope), Choose(parts, scope, from + 1, atMostOne, met: true))]);
    }

    private List<(ValueSet Set, Evaluated Evaluated)> Cross(List<(ValueSet Set, Evaluated Evaluated)> left, List<(ValueSet Set, Evaluated Evaluated)> right) =>
        Merged([.. from one in left from other in right select (one.Set.And(other.Set, Formulas), one.Evaluated.And(other.Evaluated))]);

    private List<(ValueSet Set, Evaluated Evaluated)> Merged(List<(ValueSet Set, Evaluated Evaluated)> branches)
    {
        List<(ValueSet, Evaluated)> merged =
        [
            .. branches.Select(branch => (Set: Pruned(branch.Set), branch.Evaluated)).Where(static branch => !branch.Set.IsEmpty).GroupBy(static branch => branch.Evaluated.Key)
                .Select(static group => (group.Select(static one => one.Set).Aggregate(static (a, b) => a.Or(b)), group.First().Evaluated)),
        ];
        return merged.Count <= MaxBranches ? merged : throw new LanguageTooLargeException("What the alternatives make together");
    }

    private Evaluated OwnEvaluated(SchemaPlace schema, IReadOnlyList<string> scope) => new()
    {
        Names = [.. Keys(schema, "properties")],
        Patterns = [.. Keys(schema, "patternProperties")],
        AllNames = schema.Has("additionalProperties"),
        Items = schema.Find("prefixItems") is { ValueKind: JsonValueKind.Array } first ? first.GetArrayLength() : 0,
        AllItems = schema.Has("items"),
        Contained = schema.Find("contains") is { } contained ? [Sub(schema, scope, contained, "contains")] : [],
    };

    private static IEnumerable<string> Keys(SchemaPlace schema, string keyword) =>
        schema.Find(keyword) is { ValueKind: JsonValueKind.Object } named ? named.EnumerateObject().Select(static one => one.Name) : [];

    private IEnumerable<(string Name, SchemaPlace Schema)> Dependents(SchemaPlace schema)
    {
        foreach (string keyword in new[] { "dependentSchemas", "dependencies" })
        {
            if (schema.Find(keyword) is not { ValueKind: JsonValueKind.Object } dependents)
                continue;
            foreach (JsonProperty dependent in dependents.EnumerateObject().Where(static one => one.Value.ValueKind == JsonValueKind.Object))
                yield return (dependent.Name, Index.Child(schema, dependent.Value, keyword, dependent.Name));
        }
    }

    private ArrayShape OtherItems(Evaluated evaluated, Formula rest)
    {
        if (evaluated.AllItems)
            return new ArrayShape([], Formulas.True, 0, null, []);
        Formula item = Formulas.Or([rest, .. evaluated.Contained]);
        return new ArrayShape([.. Enumerable.Repeat(Formulas.True, evaluated.Items)], item, 0, null, []);
    }

    private static ObjectShape OtherProperties(Evaluated evaluated, Formula rest)
    {
        if (evaluated.AllNames)
            return ObjectShape.All;
        Dfa known = evaluated.Patterns.Select(PatternCompiler.Search).Aggregate(Dfa.Words(evaluated.Names), static (a, b) => a.Or(b));
        return ObjectShape.All with { Rules = [new NameRule(null, known.Not(), rest)], SpeaksOfOthers = true };
    }

    /// <summary>Which parts of a value some schema has looked at.</summary>
    private sealed record Evaluated
    {
        public static readonly Evaluated Nothing = new();

        public ImmutableSortedSet<string> Names { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

        public ImmutableSortedSet<string> Patterns { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

        public bool AllNames { get; init; }

        public int Items { get; init; }

        public bool AllItems { get; init; }

        public ImmutableHashSet<Formula> Contained { get; init; } = [];

        public string Key =>
            $"{AllNames}|{AllItems}|{Items}|{string.Join('\n', Names)}|{string.Join('\n', Patterns)}|{string.Join(',', Contained.Select(static one => one.Id).Order())}";

        public Evaluated And(Evaluated other) => new()
        {
            Names = Names.Union(other.Names),
            Patterns = Patterns.Union(other.Patterns),
            AllNames = AllNames || other.AllNames,
            Items = Math.Max(Items, other.Items),
            AllItems = AllItems || other.AllItems,
            Contained = Contained.Union(other.Contained),
        };
    }
}
