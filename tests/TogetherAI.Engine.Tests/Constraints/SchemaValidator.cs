using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using TogetherAI.Engine.Constraints.Schemas;

namespace TogetherAI.Engine.Tests.Constraints;

/// <summary>
/// Says whether a value meets a schema: the two drafts, read from the specification and not from the engine's code, which it shares only
/// the finding of references with. That it is right is shown by JSON-Schema-Test-Suite. Formats count for nothing.
/// </summary>
internal sealed class SchemaValidator(JsonElement root)
{
    private readonly SchemaIndex _index = new(root, SuiteRemotes.All);

    public bool IsValid(JsonElement value) => IsValid(_index.Root, value, [], new Seen());

    private bool IsValid(SchemaPlace place, JsonElement value, string[] scope, Seen seen)
    {
        JsonElement schema = place.Element;
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return schema.ValueKind == JsonValueKind.True;
        if (!scope.Contains(place.Base))
            scope = [.. scope, place.Base];
        if (place.Dialect.IsDraft7 && schema.TryGetProperty("$ref", out _))
            return IsValid(_index.Follow(place, "$ref", scope), value, scope, seen);
        Seen own = new();
        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            if (!keyword.Name.StartsWith("unevaluated", StringComparison.Ordinal) && place.Has(keyword.Name) && !Meets(place, keyword, value, scope, own))
                return false;
        }

        if (schema.TryGetProperty("unevaluatedItems", out JsonElement items) && value.ValueKind == JsonValueKind.Array)
        {
            SchemaPlace rest = _index.Child(place, items, "unevaluatedItems");
            if (!value.EnumerateArray().Index().All(one => own.Items.Contains(one.Index) || IsValid(rest, one.Item, scope, new Seen())))
                return false;
            own.Items.UnionWith(Enumerable.Range(0, value.GetArrayLength()));
        }

        if (schema.TryGetProperty("unevaluatedProperties", out JsonElement properties) && value.ValueKind == JsonValueKind.Object)
        {
            SchemaPlace rest = _index.Child(place, properties, "unevaluatedProperties");
            if (!value.EnumerateObject().All(one => own.Names.Contains(one.Name) || IsValid(rest, one.Value, scope, new Seen())))
                return false;
            own.Names.UnionWith(value.EnumerateObject().Select(one => one.Name));
        }

        seen.Add(own);
        return true;
    }

    private bool Meets(SchemaPlace place, JsonProperty keyword, JsonElement value, string[] scope, Seen own)
    {
        JsonElement wanted = keyword.Value;
        decimal number = value.ValueKind == JsonValueKind.Number && decimal.TryParse(value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal read) ? read : 0;
        switch (keyword.Name)
        {
            case "$ref" or "$dynamicRef":
                return IsValid(_index.Follow(place, keyword.Name, scope), value, scope, own);
            case "allOf":
                return wanted.EnumerateArray().Index().All(one => Sub(one.Item, $"{one.Index}"));
            case "anyOf":
                return wanted.EnumerateArray().Index().Count(one => Sub(one.Item, $"{one.Index}")) > 0;
            case "oneOf":
                return wanted.EnumerateArray().Index().Count(one => Sub(one.Item, $"{one.Index}")) == 1;
            case "not":
                return !IsValid(_index.Child(place, wanted, "not"), value, scope, new Seen());
            case "if":
                string branch = IsValid(_index.Child(place, wanted, "if"), value, scope, own) ? "then" : "else";
                return place.Find(branch) is not { } next || IsValid(_index.Child(place, next, branch), value, scope, own);
            case "enum":
                return wanted.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value));
            case "const":
                return JsonElement.DeepEquals(wanted, value);
            case "type":
                return wanted.ValueKind == JsonValueKind.Array ? wanted.EnumerateArray().Any(type => HasType(value, type.GetString()!)) : HasType(value, wanted.GetString()!);
        }

        return value.ValueKind switch
        {
            JsonValueKind.Number => keyword.Name switch
            {
                "minimum" => value.GetDouble() >= wanted.GetDouble(),
                "maximum" => value.GetDouble() <= wanted.GetDouble(),
                "exclusiveMinimum" => value.GetDouble() > wanted.GetDouble(),
                "exclusiveMaximum" => value.GetDouble() < wanted.GetDouble(),
                "multipleOf" => number % wanted.GetDecimal() == 0,
                _ => true,
            },
            JsonValueKind.String => keyword.Name switch
            {
                "minLength" => value.GetString()!.EnumerateRunes().Count() >= wanted.GetDouble(),
                "maxLength" => value.GetString()!.EnumerateRunes().Count() <= wanted.GetDouble(),
                "pattern" => IsMatch(value.GetString()!, wanted.GetString()!),
                _ => true,
            },
            JsonValueKind.Array => MeetsItems(place, keyword, value, scope, own),
            JsonValueKind.Object => MeetsProperties(place, keyword, value, scope, own),
            _ => true,
        };

        bool Sub(JsonElement one, string index) => IsValid(_index.Child(place, one, keyword.Name, index), value, scope, own);
    }

    private bool MeetsItems(SchemaPlace place, JsonProperty keyword, JsonElement value, string[] scope, Seen own)
    {
        JsonElement wanted = keyword.Value;
        (int Index, JsonElement Item)[] items = [.. value.EnumerateArray().Index()];
        int first = place.Find("prefixItems") is { } prefix ? prefix.GetArrayLength() : place.Find("items") is { ValueKind: JsonValueKind.Array } tuple ? tuple.GetArrayLength() : 0;
        switch (keyword.Name)
        {
            case "minItems":
                return items.Length >= wanted.GetDouble();
            case "maxItems":
                return items.Length <= wanted.GetDouble();
            case "uniqueItems":
                return wanted.ValueKind == JsonValueKind.False || !items.Any(one => items.Any(other => other.Index < one.Index && JsonElement.DeepEquals(one.Item, other.Item)));
            case "prefixItems" or "items" when wanted.ValueKind == JsonValueKind.Array:
                return items.Take(first).All(one => Sub(one, wanted[one.Index], $"{one.Index}"));
            case "items" or "additionalItems" when keyword.Name == "items" || place.Find("items") is { ValueKind: JsonValueKind.Array }:
                return items.Skip(first).All(one => Sub(one, wanted));
            case "contains":
                int found = items.Count(one => Sub(one, wanted));
                return found >= (place.Find("minContains")?.GetDouble() ?? 1) && found <= (place.Find("maxContains")?.GetDouble() ?? double.MaxValue);
            default:
                return true;
        }

        bool Sub((int Index, JsonElement Item) one, JsonElement schema, params string[] steps)
        {
            bool valid = IsValid(_index.Child(place, schema, [keyword.Name, .. steps]), one.Item, scope, new Seen());
            if (valid)
                own.Items.Add(one.Index);
            return valid;
        }
    }

    private bool MeetsProperties(SchemaPlace place, JsonProperty keyword, JsonElement value, string[] scope, Seen own)
    {
        JsonElement wanted = keyword.Value;
        JsonProperty[] properties = [.. value.EnumerateObject()];
        switch (keyword.Name)
        {
            case "required":
                return wanted.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _));
            case "minProperties":
                return properties.Length >= wanted.GetDouble();
            case "maxProperties":
                return properties.Length <= wanted.GetDouble();
            case "properties":
                return properties.All(one => !wanted.TryGetProperty(one.Name, out JsonElement schema) || Sub(one, schema, one.Name));
            case "patternProperties":
                return properties.All(one => wanted.EnumerateObject().Where(pattern => IsMatch(one.Name, pattern.Name))
                    .All(pattern => Sub(one, pattern.Value, pattern.Name)));
            case "additionalProperties":
                return properties.Where(one => !IsDescribed(place, one.Name)).All(one => Sub(one, wanted));
            case "propertyNames":
                SchemaPlace names = _index.Child(place, wanted, "propertyNames");
                return properties.All(one => IsValid(names, JsonSerializer.SerializeToElement(one.Name), scope, new Seen()));
            case "dependentRequired" or "dependentSchemas" or "dependencies":
                return wanted.EnumerateObject().Where(one => value.TryGetProperty(one.Name, out _)).All(one => one.Value.ValueKind == JsonValueKind.Array
                    ? one.Value.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _))
                    : IsValid(_index.Child(place, one.Value, keyword.Name, one.Name), value, scope, own));
            default:
                return true;
        }

        bool Sub(JsonProperty one, JsonElement schema, params string[] steps)
        {
            own.Names.Add(one.Name);
            return IsValid(_index.Child(place, schema, [keyword.Name, .. steps]), one.Value, scope, new Seen());
        }
    }

    private static bool IsDescribed(SchemaPlace place, string name) =>
        (place.Find("properties") is { } named && named.TryGetProperty(name, out _))
        || (place.Find("patternProperties") is { } patterns && patterns.EnumerateObject().Any(pattern => IsMatch(name, pattern.Name)));

    /// <summary>.NET names properties of characters by their short names only, sees halves of pairs, and has its own idea of white space.</summary>
    private static bool IsMatch(string text, string pattern)
    {
        pattern = pattern.Replace("{Letter}", "{L}", StringComparison.Ordinal).Replace("{digit}", "{Nd}", StringComparison.Ordinal);
        if (!pattern.Contains('['))
            pattern = pattern.Replace("\\s", @"[\t-\r \u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF]", StringComparison.Ordinal);
        pattern = Regex.Replace(pattern, "[\uD800-\uDBFF][\uDC00-\uDFFF]", "(?:$0)");
        return Regex.IsMatch(text, pattern, pattern.Contains("\\p", StringComparison.Ordinal) ? RegexOptions.None : RegexOptions.ECMAScript);
    }

    private static bool HasType(JsonElement value, string type) => value.ValueKind switch
    {
        JsonValueKind.Number => type == "number" || (type == "integer" && value.GetDouble() % 1 == 0),
        JsonValueKind.True or JsonValueKind.False => type == "boolean",
        JsonValueKind kind => string.Equals(kind.ToString(), type, StringComparison.OrdinalIgnoreCase),
    };

    /// <summary>What some schema has looked at.</summary>
    private sealed class Seen
    {
        public HashSet<string> Names { get; } = [];

        public HashSet<int> Items { get; } = [];

        public void Add(Seen other)
        {
            Names.UnionWith(other.Names);
            Items.UnionWith(other.Items);
        }
    }
}
