using System.Globalization;
using System.Text.Json;
using TogetherAI.Engine.Constraints.Automaton;
using TogetherAI.Engine.Constraints.Languages;

namespace TogetherAI.Engine.Constraints.Schemas;

/// <summary>What the keywords of each kind of value ask.</summary>
internal sealed partial class SchemaReader
{
    private static StringShape[] Strings(SchemaPlace schema)
    {
        Dfa language = Dfa.All;
        if (schema.Has("pattern"))
            language = PatternCompiler.Search(SchemaText.Of(schema.Require("pattern", JsonValueKind.String)));
        if (schema.Has("format"))
        {
            string format = SchemaText.Of(schema.Require("format", JsonValueKind.String));
            if (Formats.Find(format) is { } texts)
                language = language.And(texts);
            else if (!Formats.OfNumbers.Contains(format))
                throw schema.Wrong("format", $"names {format}, which this engine does not know. Leave it out and check the value afterwards.");
        }

        int min = schema.Count("minLength", Characters.MaxCounted) ?? 0;
        int? max = schema.Count("maxLength", int.MaxValue) is { } most ? Math.Min(most, Characters.MaxCounted) : null;
        StringShape shape = new(language, min, max);
        return shape.IsEmpty ? [] : ReferenceEquals(language, Dfa.All) ? [shape] : [new StringShape(shape.Texts)];
    }

    private NumberRange Numbers(SchemaPlace schema)
    {
        NumberRange range = NumberRange.All;
        if (Number(schema, "minimum", out int below) is { } min)
            range = range.And(new NumberRange { Min = min });
        else if (below != 0)
            range = Beyond(range, below < 0, isMin: true);
        if (Number(schema, "exclusiveMinimum", out below) is { } aboveMin)
            range = range.And(new NumberRange { Min = aboveMin, AboveMin = true });
        else if (below != 0)
            range = Beyond(range, below < 0, isMin: true);
        if (Number(schema, "maximum", out below) is { } max)
            range = range.And(new NumberRange { Max = max });
        else if (below != 0)
            range = Beyond(range, below > 0, isMin: false);
        if (Number(schema, "exclusiveMaximum", out below) is { } belowMax)
            range = range.And(new NumberRange { Max = belowMax, BelowMax = true });
        else if (below != 0)
            range = Beyond(range, below > 0, isMin: false);
        if (schema.Has("multipleOf"))
        {
            if (Number(schema, "multipleOf", out _) is not (> 0 and var step))
                throw schema.Wrong("multipleOf", "must be a number above 0 that this engine can count with.");
            range = range.And(new NumberRange { Steps = [step] });
            try
            {
                Numbers(new NumberRange { Steps = [step] });
            }
            catch (LanguageTooLargeException)
            {
                throw schema.Wrong("multipleOf", $"cannot be enforced: multiples of {NumberLanguage.Text(step)} take too many states.");
            }
        }

        return schema.Find("format") is { ValueKind: JsonValueKind.String } format ? range.And(Formats.RangeOf(format.GetString()!)) : range;
    }

    /// <summary>A bound that no number here comes near says nothing, or leaves nothing.</summary>
    private static NumberRange Beyond(NumberRange range, bool saysNothing, bool isMin)
    {
        const decimal Far = 1e20m;
        return saysNothing ? range : range.And(isMin ? new NumberRange { Min = Far } : new NumberRange { Max = -Far });
    }

    /// <summary>The value of a keyword; null where it is absent, or, with its sign in <paramref name="beyond"/>, past what is counted with.</summary>
    private static decimal? Number(SchemaPlace schema, string keyword, out int beyond)
    {
        beyond = 0;
        if (schema.Find(keyword) is not { } value)
            return null;
        return value.ValueKind == JsonValueKind.Number ? ReadNumber(value, out beyond) : throw schema.Wrong(keyword, "must be a number.");
    }

    private static decimal? ReadNumber(JsonElement value, out int beyond)
    {
        beyond = 0;
        if (decimal.TryParse(value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
            && (number != 0 || !value.TryGetDouble(out double same) || same == 0))
            return number;
        beyond = value.GetRawText()[0] == '-' ? -1 : 1;
        return null;
    }

    private ArrayShape Arrays(SchemaPlace schema, IReadOnlyList<string> scope)
    {
        List<Formula> first = [];
        Formula rest = Formulas.True;
        string? tuple = schema.Has("prefixItems") ? "prefixItems" : schema.Find("items") is { ValueKind: JsonValueKind.Array } ? "items" : null;
        if (tuple is not null)
        {
            foreach (JsonElement item in schema.Require(tuple, JsonValueKind.Array).EnumerateArray())
                first.Add(Sub(schema, scope, item, tuple, first.Count.ToString(CultureInfo.InvariantCulture)));
        }

        if (schema.Find("items") is { } items && tuple != "items")
            rest = Sub(schema, scope, items, "items");
        else if (tuple == "items" && schema.Find("additionalItems") is { } additional)
            rest = Sub(schema, scope, additional, "additionalItems");
        List<ItemCount> counted = [];
        if (schema.Find("contains") is { } contained)
        {
            int least = schema.Count("minContains", ArrayParts.MostOfKind) ?? 1;
            int? most = schema.Count("maxContains", int.MaxValue) is { } known && known <= ArrayParts.MostOfKind ? known : null;
            if (least > 0 || most is not null)
                counted.Add(new ItemCount(0, Sub(schema, scope, contained, "contains"), least, most));
        }

        bool unique = schema.Find("uniqueItems") is { } isUnique
            && (isUnique.ValueKind is JsonValueKind.True or JsonValueKind.False ? isUnique.ValueKind == JsonValueKind.True : throw schema.Wrong("uniqueItems", "must be true or false."));
        int min = schema.Count("minItems", ArrayParts.Most) ?? 0;
        int? max = schema.Count("maxItems", int.MaxValue) is { } bound ? Math.Min(bound, ArrayParts.Most) : null;
        return new ArrayShape(first, rest, min, max, counted, unique);
    }

    private ObjectShape Objects(SchemaPlace schema, IReadOnlyList<string> scope)
    {
        List<NameRule> rules = [];
        List<string> names = [];
        Dfa patterns = Dfa.None;
        if (schema.Has("properties"))
        {
            foreach (JsonProperty property in schema.Require("properties", JsonValueKind.Object).EnumerateObject())
            {
                string name = NameOf(property, schema);
                if (names.Contains(name))
                    throw schema.Wrong("properties", $"names \"{name}\" twice.");
                names.Add(name);
                rules.Add(new NameRule(name, Dfa.None, Sub(schema, scope, property.Value, "properties", name)));
            }
        }

        if (schema.Has("patternProperties"))
        {
            foreach (JsonProperty property in schema.Require("patternProperties", JsonValueKind.Object).EnumerateObject())
            {
                Dfa pattern = PatternCompiler.Search(NameOf(property, schema));
                patterns = patterns.Or(pattern);
                rules.Add(new NameRule(null, pattern, Sub(schema, scope, property.Value, "patternProperties", property.Name)));
            }
        }

        if (schema.Find("additionalProperties") is { } others)
            rules.Add(new NameRule(null, Dfa.Words(names).Or(patterns).Not(), Sub(schema, scope, others, "additionalProperties")));
        if (schema.Find("propertyNames") is { } allowed)
        {
            Dfa texts = Read(Sub(schema, scope, allowed, "propertyNames")).Strings.Select(static one => one.Texts).Aggregate(Dfa.None, static (a, b) => a.Or(b));
            rules.Add(new NameRule(null, texts.Not(), Formulas.False));
        }

        int min = schema.Count("minProperties", ArrayParts.Most) ?? 0;
        int? max = schema.Count("maxProperties", int.MaxValue);
        return new ObjectShape(rules, [.. schema.Names("required").Distinct(StringComparer.Ordinal)], [], min, max, schema.Has("additionalProperties", "propertyNames"),
            schema.Has("properties", "patternProperties"));
    }

    private static string NameOf(JsonProperty property, SchemaPlace schema)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            throw new UnsupportedSchemaException(null, schema.Path, "holds half of a surrogate pair, which is no text.");
        }
    }
}
