using System.Text.Json;

namespace TogetherAI.Engine.Constraints.Schemas;

/// <summary>A schema and where it is. Reads its keywords, and refuses what is not one of them.</summary>
internal readonly record struct Schema(JsonElement Element, string Path)
{
    private static readonly string[] s_types = ["object", "array", "string", "integer", "number", "boolean", "null"];

    public JsonElement? Find(string keyword) => Element.TryGetProperty(keyword, out JsonElement value) ? value : null;

    public Schema Child(JsonElement schema, string keyword) => new(schema, $"{Path}/{keyword}");

    public Schema Child(JsonElement schema, string keyword, int index) =>
        new(schema, FormattableString.Invariant($"{Path}/{keyword}/{index}"));

    public UnsupportedSchemaException Wrong(string keyword, string reason) => new(keyword, Path, reason);

    public void RefuseUnknownKeywords()
    {
        foreach (JsonProperty property in Element.EnumerateObject())
        {
            if (!SchemaKeywords.IsKnown(property.Name))
                throw Wrong(property.Name, "cannot be enforced by this engine. Leave it out and check the value afterwards.");
        }
    }

    /// <summary>Both would have to hold at once, which takes more than following one of them.</summary>
    public void RefuseBeside(string keyword)
    {
        foreach (JsonProperty property in Element.EnumerateObject())
        {
            if (property.Name != keyword && !SchemaKeywords.IsAnnotation(property.Name))
                throw Wrong(property.Name, $"stands beside {keyword}; this engine cannot enforce both at once. Move it into what {keyword} names.");
        }
    }

    /// <summary>The types that a value may have: those listed, else those that the other keywords speak of, else all.</summary>
    public IReadOnlyList<string> Types()
    {
        if (Find("type") is { } type)
        {
            string[] types = type.ValueKind == JsonValueKind.String ? [type.GetString()!] : [.. Names("type")];
            if (types.Length == 0 || types.Except(s_types).Any())
                throw Wrong("type", $"must be one or some of {string.Join(", ", s_types)}.");

            // An integer is a number: naming both adds nothing.
            return [.. types.Distinct().Where(name => name != "integer" || !types.Contains("number"))];
        }

        List<string> implied = [];
        if (Has("properties", "required", "additionalProperties"))
            implied.Add("object");
        if (Has("items", "minItems", "maxItems"))
            implied.Add("array");
        if (Has("minLength", "maxLength"))
            implied.Add("string");
        return implied.Count > 0 ? implied : [.. s_types.Where(static name => name != "integer")];
    }

    /// <summary>A number of things; null where the keyword is absent.</summary>
    public int? Count(string keyword, int largest)
    {
        if (Find(keyword) is not { } value)
            return null;

        // JSON Schema takes 2.0 for 2.
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && number >= 0 && number <= largest && number == Math.Floor(number)
            ? (int)number
            : throw Wrong(keyword, FormattableString.Invariant($"must be an integer from 0 to {largest}."));
    }

    public IReadOnlyList<string> Names(string keyword)
    {
        if (Find(keyword) is not { } value)
            return [];
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(static name => name.ValueKind != JsonValueKind.String))
            throw Wrong(keyword, "must be an array of strings.");
        return [.. value.EnumerateArray().Select(static name => SchemaValues.TextOf(name))];
    }

    public IEnumerable<(string Name, Schema Schema)> Properties()
    {
        if (Find("properties") is not { } properties)
            yield break;
        if (properties.ValueKind != JsonValueKind.Object)
            throw Wrong("properties", "must be an object.");
        HashSet<string> names = [];
        foreach (JsonProperty property in properties.EnumerateObject())
        {
            if (!names.Add(property.Name))
                throw Wrong("properties", $"names \"{property.Name}\" twice.");
            string pointer = property.Name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
            yield return (property.Name, new Schema(property.Value, $"{Path}/properties/{pointer}"));
        }
    }

    private bool Has(params ReadOnlySpan<string> keywords)
    {
        foreach (string keyword in keywords)
        {
            if (Find(keyword) is not null)
                return true;
        }

        return false;
    }
}
