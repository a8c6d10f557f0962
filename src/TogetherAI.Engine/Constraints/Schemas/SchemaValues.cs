using System.Text;
using System.Text.Json;
using TogetherAI.Engine.Constraints.Automaton;

namespace TogetherAI.Engine.Constraints.Schemas;

/// <summary>The values that a schema spells out, written the way they are to be generated.</summary>
internal static class SchemaValues
{
    /// <summary>Those of <c>enum</c> and <c>const</c> that meet the keywords beside them.</summary>
    public static Node[] Read(Schema schema)
    {
        foreach (JsonProperty property in schema.Element.EnumerateObject())
        {
            bool checkable = property.Name is "enum" or "const" or "type" or "minLength" or "maxLength" || SchemaKeywords.IsAnnotation(property.Name);
            if (!checkable)
                throw schema.Wrong(property.Name, "stands beside enum or const; this engine cannot enforce both at once.");
        }

        List<JsonElement> values = [];
        if (schema.Find("enum") is { } listed)
        {
            if (listed.ValueKind != JsonValueKind.Array)
                throw schema.Wrong("enum", "must be an array.");
            values.AddRange(listed.EnumerateArray());
        }

        if (schema.Find("const") is { } only)
            values = schema.Find("enum") is null || values.Any(value => JsonElement.DeepEquals(value, only)) ? [only] : [];
        int min = schema.Count("minLength", StringNode.MaxCounted) ?? 0, max = schema.Count("maxLength", StringNode.MaxCounted) ?? int.MaxValue;
        IReadOnlyList<string>? types = schema.Find("type") is null ? null : schema.Types();
        List<Node> nodes = [];
        foreach (JsonElement value in values)
        {
            int length = value.ValueKind == JsonValueKind.String ? TextOf(value).EnumerateRunes().Count() : min;
            if (length >= min && length <= max && types?.Any(type => IsOfType(value, type)) != false)
                nodes.Add(Literal(value));
        }

        return [.. nodes];
    }

    /// <summary>A property's name with its colon.</summary>
    public static LiteralNode Name(string name)
    {
        StringBuilder text = new();
        WriteString(text, name);
        return new LiteralNode(Encoding.UTF8.GetBytes(text.Append(':').ToString()), spaceMayFollow: true);
    }

    public static string TextOf(JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new UnsupportedSchemaException(null, "#", "holds half of a surrogate pair, which is no text.");
        }
    }

    private static LiteralNode Literal(JsonElement value)
    {
        StringBuilder text = new();
        int height = Write(text, value);
        return new LiteralNode(Encoding.UTF8.GetBytes(text.ToString()), height: height);
    }

    private static bool IsOfType(JsonElement value, string type) => value.ValueKind switch
    {
        JsonValueKind.Object => type == "object",
        JsonValueKind.Array => type == "array",
        JsonValueKind.String => type == "string",
        // 1.0 is an integer to JSON Schema; what is past a double's exactness is only known to be a number.
        JsonValueKind.Number => type == "number" || (type == "integer" && value.TryGetDouble(out double number) && number == Math.Floor(number)),
        JsonValueKind.Null => type == "null",
        _ => type == "boolean",
    };

    /// <summary>Writes a value without spaces. Returns its levels.</summary>
    private static int Write(StringBuilder text, JsonElement value)
    {
        int height = 0;
        string comma = "";
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                text.Append('{');
                foreach (JsonProperty property in value.EnumerateObject())
                {
                    text.Append(comma);
                    WriteString(text, property.Name);
                    text.Append(':');
                    height = Math.Max(height, Write(text, property.Value));
                    comma = ",";
                }

                text.Append('}');
                return height + 1;
            case JsonValueKind.Array:
                text.Append('[');
                foreach (JsonElement item in value.EnumerateArray())
                {
                    text.Append(comma);
                    height = Math.Max(height, Write(text, item));
                    comma = ",";
                }

                text.Append(']');
                return height + 1;
            case JsonValueKind.String:
                WriteString(text, TextOf(value));
                return 0;
            default:
                text.Append(value.GetRawText());
                return 0;
        }
    }

    /// <summary>Only what JSON demands is escaped: that is how models write.</summary>
    private static void WriteString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (char character in value)
        {
            text = character switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' => text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => text.Append(character),
            };
        }

        text.Append('"');
    }
}
