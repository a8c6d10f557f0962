using System.Globalization;
using System.Text.Json;

namespace TogetherAI.Engine.Tokenization.Reading;

/// <summary>A value in a model's JSON file that knows where it stands, so that every complaint about it can say so.</summary>
internal readonly struct JsonField(JsonElement element, string path, string source)
{
    public JsonElement Element => element;

    public string Path => path;

    public string Source => source;

    /// <summary>The object's <c>type</c>.</summary>
    public string Type => Required("type").Text();

    /// <summary>A field that must be there.</summary>
    public JsonField Required(string name) => Optional(name) ?? throw Child(name).Fault("is missing");

    /// <summary>A field; <see langword="null"/> where it is absent or null.</summary>
    public JsonField? Optional(string name)
    {
        Expect(JsonValueKind.Object, "an object");
        return element.TryGetProperty(name, out JsonElement child) && child.ValueKind != JsonValueKind.Null ? Child(name, child) : null;
    }

    /// <summary>Refuses fields other than these: what is not understood must not be passed over.</summary>
    public void AllowOnly(params ReadOnlySpan<string> names)
    {
        Expect(JsonValueKind.Object, "an object");
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (!names.Contains(property.Name)) throw Child(property.Name).Fault("is not supported");
        }
    }

    public List<JsonField> Items()
    {
        Expect(JsonValueKind.Array, "an array");
        List<JsonField> items = new(element.GetArrayLength());
        foreach (JsonElement item in element.EnumerateArray())
            items.Add(new JsonField(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{items.Count}]"), source));
        return items;
    }

    public string Text()
    {
        Expect(JsonValueKind.String, "a string");
        return element.GetString()!;
    }

    /// <summary>A string of one character.</summary>
    public char Character() => Text() is [char one] ? one : throw Fault($"must be one character and is '{Text()}'");

    public bool Flag(string name, bool absent)
    {
        if (Optional(name) is not JsonField field) return absent;
        return field.Element.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? field.Element.GetBoolean()
            : throw field.Fault("must be true or false");
    }

    public int Count()
    {
        if (element.ValueKind != JsonValueKind.Number || !element.TryGetInt32(out int value) || value < 0)
            throw Fault($"must be a whole number from 0 and is {Shown()}");
        return value;
    }

    public ModelFormatException Fault(string problem) => new(source, path.Length == 0 ? null : path, problem);

    public ModelFormatException NotSupported(string value, string remedy) => Fault($"'{value}' is not supported ({remedy})");

    public void Expect(JsonValueKind kind, string what)
    {
        if (element.ValueKind != kind) throw Fault($"must be {what} and is {Shown()}");
    }

    private JsonField Child(string name, JsonElement child = default) => new(child, path.Length == 0 ? name : $"{path}.{name}", source);

    private string Shown()
    {
        if (element.ValueKind == JsonValueKind.Undefined) return "absent";
        string raw = element.GetRawText();
        return raw.Length <= 40 ? raw : raw[..40] + "…";
    }
}
