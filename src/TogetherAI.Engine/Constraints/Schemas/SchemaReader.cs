using System.Text.Json;
using TogetherAI.Engine.Constraints.Languages;

namespace TogetherAI.Engine.Constraints.Schemas;

/// <summary>
/// Reads what formulas ask of a value itself; of what is inside it, it makes further formulas. Used for one schema; not thread-safe.
/// </summary>
/// <remarks>
/// A schema is a set of values, kind by kind, and sets are closed under and, or and not: each keyword is read on its own, and
/// <c>allOf</c>, <c>anyOf</c>, <c>oneOf</c>, <c>not</c> and <c>if</c> join what was read.
/// </remarks>
internal sealed partial class SchemaReader(JsonElement root, JsonSchemaReading reading, IReadOnlyDictionary<string, JsonElement>? documents)
{
    private readonly Dictionary<Formula, ValueSet?> _read = [];
    private ValueSet? _all;

    public SchemaIndex Index { get; } = new(root, documents);

    public Formulas Formulas { get; } = new();

    public Formula Root => Formulas.Of(Index.Root, Index.HasDynamicReferences ? [Index.Root.Base] : []);

    private ValueSet All => _all ??= ValueSet.All(Formulas);

    public ValueSet Read(Formula formula)
    {
        if (_read.TryGetValue(formula, out ValueSet? known))
            return known ?? throw new UnsupportedSchemaException("$ref", formula.Schema?.Path ?? "#", "leads back to itself without a value in between.");
        _read[formula] = null;
        ValueSet set = formula.Kind switch
        {
            FormulaKind.True => All,
            FormulaKind.False => ValueSet.None,
            FormulaKind.Value => OfValue(formula.Value),
            FormulaKind.And => formula.Parts.Aggregate(All, (set, part) => set.And(Read(part), Formulas)),
            FormulaKind.Not => Complement(Read(formula.Parts[0])),
            _ => Read(formula.Schema!, formula.Scope),
        };
        _read[formula] = set;
        return set;
    }

    private ValueSet Complement(ValueSet set) => !set.LacksRepeating ? set.Not(Formulas) : throw new UnsupportedSchemaException(
        "uniqueItems", "#", "stands under a not that stands under a not itself (an if and a oneOf are such as well); this engine cannot enforce that. Say it without.");

    /// <summary>Whether no value can meet a formula, as far as a look of a few levels shows.</summary>
    public bool IsSurelyEmpty(Formula formula, int levels = 3) => IsSurelyEmpty(Read(formula), levels);

    private bool IsSurelyEmpty(ValueSet set, int levels)
    {
        if (set.Null || set.True || set.False || set.LacksRepeating)
            return false;
        return set.Strings.All(static one => one.IsEmpty || (!ReferenceEquals(one.Language, Dfa.All) && one.Texts.IsEmpty))
            && set.Numbers.All(one => Numbers(one).IsEmpty)
            && set.Arrays.All(one => one.Min > one.Max || (levels > 0 && Enumerable.Range(0, Math.Min(one.Min, one.First.Count + 1)).Any(i => IsSurelyEmpty(one.At(i), levels - 1))))
            && set.Objects.All(one => one.Required.Count > one.Max || one.Min > one.Max
                || (levels > 0 && one.Required.Any(name => IsSurelyEmpty(ValueOf(one, name), levels - 1))));
    }

    /// <summary>Leaves out alternatives that nothing can meet, so that fewer are left to be multiplied.</summary>
    private ValueSet Pruned(ValueSet set) => set.Arrays.Count + set.Objects.Count < 8 ? set : set with
    {
        Arrays = [.. set.Arrays.Where(one => !IsSurelyEmpty(ValueSet.None with { Arrays = [one] }, 1))],
        Objects = [.. set.Objects.Where(one => !IsSurelyEmpty(ValueSet.None with { Objects = [one] }, 1))],
    };

    /// <summary>What a property of a name must meet.</summary>
    public Formula ValueOf(ObjectShape shape, string name) => Formulas.And(shape.Rules.Where(rule => rule.Covers(name)).Select(static rule => rule.Value));

    private ValueSet Read(SchemaPlace schema, IReadOnlyList<string> scope)
    {
        if (schema.Element.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return schema.Element.ValueKind == JsonValueKind.True ? All : ValueSet.None;
        if (schema.Element.ValueKind != JsonValueKind.Object)
            throw new UnsupportedSchemaException(null, schema.Path, "is no schema: it must be an object, true or false.");
        if (Index.HasDynamicReferences && !scope.Contains(schema.Base))
            scope = [.. scope, schema.Base];
        if (schema.Dialect.IsDraft7 && schema.Has("$ref"))
            return Read(Reference(schema, "$ref", scope));
        RefuseUnknown(schema);
        if (schema.Has("unevaluatedItems", "unevaluatedProperties"))
            return Branches(schema, scope).Aggregate(ValueSet.None, static (set, branch) => set.Or(branch.Set));
        ValueSet set = Own(schema, scope);
        foreach ((string keyword, IReadOnlyList<SchemaPlace> parts) in Joins(schema))
            set = Guarded(schema, keyword, () => set.And(Join(schema, keyword, parts, scope), Formulas));
        return set;
    }

    /// <summary>What the keywords ask that hold no other schema for the value itself.</summary>
    private ValueSet Own(SchemaPlace schema, IReadOnlyList<string> scope)
    {
        ValueSet set = Types(schema);
        if (schema.Find("const") is { } only)
            set = set.And(OfValue(only), Formulas);
        if (schema.Has("enum"))
            set = Guarded(schema, "enum", () => set.And(OfValues(schema.Require("enum", JsonValueKind.Array).EnumerateArray()), Formulas));
        bool texts = schema.Has("minLength", "maxLength", "pattern", "format"), numbers = schema.Has("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "format");
        if (texts)
            set = Guarded(schema, schema.Has("pattern") ? "pattern" : schema.Has("format") ? "format" : "maxLength", () => set.And(All with { Strings = Strings(schema) }, Formulas));
        if (numbers)
            set = set.And(All with { Numbers = [Numbers(schema)] }, Formulas);
        set = set.And(All with { Arrays = [Arrays(schema, scope)], Objects = [Guarded(schema, schema.Has("propertyNames") ? "propertyNames" : "patternProperties", () => Objects(schema, scope))] }, Formulas);
        return Dependencies(schema, scope, set);
    }

    /// <summary>What no draft knows is refused, unless it is a place where definitions are kept that references lead to.</summary>
    private void RefuseUnknown(SchemaPlace schema)
    {
        foreach (JsonProperty property in schema.Element.EnumerateObject())
        {
            if (!SchemaKeywords.IsKnown(property.Name) && !Index.HoldsDefinitions(schema, property.Name))
                throw schema.Wrong(property.Name, "cannot be enforced by this engine. Leave it out and check the value afterwards.");
        }
    }

    /// <summary>How the numbers of a range are written.</summary>
    public Dfa Numbers(NumberRange range) => NumberLanguage.Of(range, isLong: reading == JsonSchemaReading.Open);

    private ValueSet Types(SchemaPlace schema)
    {
        if (schema.Find("type") is not { } type)
            return All;
        IReadOnlyList<string> types = type.ValueKind == JsonValueKind.String ? [type.GetString()!] : schema.Names("type");
        ValueSet set = ValueSet.None;
        foreach (string one in types)
        {
            set = set.Or(one switch
            {
                "object" => ValueSet.None with { Objects = All.Objects },
                "array" => ValueSet.None with { Arrays = All.Arrays },
                "string" => ValueSet.None with { Strings = All.Strings },
                "number" => ValueSet.None with { Numbers = All.Numbers },
                // A number that is an integer too is in both alternatives; one is enough.
                "integer" => types.Contains("number") ? ValueSet.None : ValueSet.None with { Numbers = [NumberRange.Integers] },
                "boolean" => ValueSet.None with { True = true, False = true },
                "null" => ValueSet.None with { Null = true },
                _ => throw schema.Wrong("type", "must be one or some of object, array, string, integer, number, boolean, null."),
            });
        }

        return types.Count > 0 ? set : throw schema.Wrong("type", "must be one or some of object, array, string, integer, number, boolean, null.");
    }

    private ValueSet OfValues(IEnumerable<JsonElement> values)
    {
        ValueSet set = ValueSet.None;
        List<string> texts = [];
        foreach (JsonElement value in values)
        {
            if (value.ValueKind == JsonValueKind.String)
                texts.Add(SchemaText.Of(value));
            else
                set = set.Or(OfValue(value));
        }

        return texts.Count > 0 ? set with { Strings = [new StringShape(Dfa.Words(texts))] } : set;
    }

    private ValueSet OfValue(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                return ValueSet.None with { Null = true };
            case JsonValueKind.True:
                return ValueSet.None with { True = true };
            case JsonValueKind.False:
                return ValueSet.None with { False = true };
            case JsonValueKind.String:
                return ValueSet.None with { Strings = [new StringShape(Dfa.Words([SchemaText.Of(value)]))] };
            case JsonValueKind.Number:
                return ValueSet.None with { Numbers = ReadNumber(value, out _) is { } number ? [new NumberRange { Min = number, Max = number }] : [] };
            case JsonValueKind.Array:
                Formula[] items = [.. value.EnumerateArray().Select(Formulas.OfValue)];
                return ValueSet.None with { Arrays = [new ArrayShape(items, Formulas.False, items.Length, items.Length, [])] };
            default:
                // Of a name that comes twice the last counts.
                Dictionary<string, JsonElement> properties = new(StringComparer.Ordinal);
                foreach (JsonProperty property in value.EnumerateObject())
                    properties[property.Name] = property.Value;
                return ValueSet.None with
                {
                    Objects =
                    [
                        new ObjectShape(
                            [.. properties.Select(one => new NameRule(one.Key, Dfa.None, Formulas.OfValue(one.Value))), new NameRule(null, Dfa.Words(properties.Keys).Not(), Formulas.False)],
                            [.. properties.Keys],
                            [],
                            SpeaksOfOthers: true),
                    ],
                };
        }
    }

    private T Guarded<T>(SchemaPlace schema, string keyword, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (LanguageTooLargeException e)
        {
            throw schema.Wrong(keyword, $"cannot be enforced: {e.Message[..1].ToLowerInvariant()}{e.Message[1..]}");
        }
        catch (PatternException e)
        {
            throw schema.Wrong(keyword, $"cannot be enforced: the pattern {e.Message}.");
        }
    }

    private Formula Reference(SchemaPlace schema, string keyword, IReadOnlyList<string> scope) =>
        Formulas.Of(Index.Follow(schema, keyword, scope), scope);

    private Formula Sub(SchemaPlace schema, IReadOnlyList<string> scope, JsonElement sub, params ReadOnlySpan<string> steps) =>
        Formulas.Of(Index.Child(schema, sub, steps), scope);
}
