using System.Globalization;
using System.Text.Json;
using TogetherAI.Engine.Constraints.Languages;

namespace TogetherAI.Engine.Constraints.Schemas;

/// <summary>The keywords that join schemas for the same value.</summary>
internal sealed partial class SchemaReader
{
    private const int MaxChoicesWithNot = 12;

    /// <summary>The joining keywords that a schema has, each with the schemas that it joins.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="withBareIf">Whether a condition without consequences counts: it asks for nothing, but what it looks at is looked at.</param>
    private IEnumerable<(string Keyword, IReadOnlyList<SchemaPlace> Parts)> Joins(SchemaPlace schema, bool withBareIf = false)
    {
        foreach (string reference in new[] { "$ref", "$dynamicRef" })
        {
            if (schema.Has(reference))
                yield return (reference, []);
        }

        foreach (string keyword in new[] { "allOf", "anyOf", "oneOf" })
        {
            if (!schema.Has(keyword))
                continue;
            JsonElement parts = schema.Require(keyword, JsonValueKind.Array);
            if (parts.GetArrayLength() == 0)
                throw schema.Wrong(keyword, "must be an array of at least one schema.");
            yield return (keyword, [.. parts.EnumerateArray().Index().Select(one => Index.Child(schema, one.Item, keyword, one.Index.ToString(CultureInfo.InvariantCulture)))]);
        }

        if (schema.Find("not") is { } not)
            yield return ("not", [Index.Child(schema, not, "not")]);
        if (schema.Find("if") is { } condition && (withBareIf || schema.Has("then", "else")))
            yield return ("if", [Index.Child(schema, condition, "if"), Branch(schema, "then"), Branch(schema, "else")]);
    }

    private SchemaPlace Branch(SchemaPlace schema, string keyword) =>
        Index.Child(schema, schema.Find(keyword) ?? JsonElement.Parse("true"), keyword);

    private ValueSet Join(SchemaPlace schema, string keyword, IReadOnlyList<SchemaPlace> parts, IReadOnlyList<string> scope)
    {
        Formula[] formulas = [.. parts.Select(part => Formulas.Of(part, scope))];
        switch (keyword)
        {
            case "$ref" or "$dynamicRef":
                return Read(Reference(schema, keyword, scope));
            case "allOf":
                return formulas.Aggregate(All, (set, one) => set.And(Read(one), Formulas));
            case "anyOf":
                return formulas.Aggregate(ValueSet.None, (set, one) => set.Or(Read(one)));
            case "oneOf":
                return formulas.Aggregate(ValueSet.None, (set, one) => set.Or(Only(one, formulas)));
            case "not":
                return Read(Formulas.Not(formulas[0]));
            default:
                return If(formulas[0], formulas[1]).Or(If(Formulas.Not(formulas[0]), formulas[2]));
        }
    }

    private ValueSet If(Formula condition, Formula then) => Read(condition).And(Read(then), Formulas);

    /// <summary>What meets one of several and none of the others; those that cannot be met at the same time need not be denied.</summary>
    private ValueSet Only(Formula one, Formula[] all)
    {
        ValueSet set = Read(one);
        int denied = 0;
        foreach (Formula other in all)
        {
            if (ReferenceEquals(other, one) || IsSurelyEmpty(set.And(Read(other), Formulas), 3))
                continue;
            if (++denied > MaxChoicesWithNot)
                throw new LanguageTooLargeException("What the alternatives make together");
            set = set.And(Read(Formulas.Not(other)), Formulas);
        }

        // A schema that stands there twice is met twice.
        return all.Count(other => ReferenceEquals(other, one)) > 1 ? ValueSet.None : set;
    }

    private ValueSet Dependencies(SchemaPlace schema, IReadOnlyList<string> scope, ValueSet set)
    {
        foreach (string keyword in new[] { "dependentRequired", "dependentSchemas", "dependencies" })
        {
            if (!schema.Has(keyword))
                continue;
            foreach (JsonProperty dependency in schema.Require(keyword, JsonValueKind.Object).EnumerateObject())
            {
                ValueSet met = dependency.Value.ValueKind == JsonValueKind.Array
                    ? All with { Objects = [ObjectShape.All with { Required = [.. schema.NamesIn(dependency.Value, keyword).Distinct(StringComparer.Ordinal)] }] }
                    : Read(Sub(schema, scope, dependency.Value, keyword, dependency.Name));
                set = Guarded(schema, keyword, () => set.And(Without(dependency.Name).Or(met.And(With(dependency.Name), Formulas)), Formulas));
            }
        }

        return set;
    }

    private static ValueSet With(string name) => ValueSet.None with { Objects = [ObjectShape.All with { Required = [name] }] };

    /// <summary>All that is no object with such a property.</summary>
    private ValueSet Without(string name) => All with { Objects = [ObjectShape.All with { Rules = [new NameRule(name, Dfa.None, Formulas.False)] }] };
}
