using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TogetherAI.Engine.Templates.Values;

/// <summary>
/// Makes template values of JSON, as Python's <c>json.loads</c> does: whole numbers are integers, keys keep their order, the last of equal
/// keys wins.
/// </summary>
internal static class JsonValues
{
    private static readonly JsonDocumentOptions s_readOptions = new() { MaxDepth = TemplateLimits.ValueDepth };

    private static readonly JsonWriterOptions s_writeOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = TemplateLimits.ValueDepth,
    };

    /// <exception cref="TemplateFault">The JSON is nested too deeply or holds text that is no Unicode.</exception>
    public static object? From(JsonNode? node)
    {
        if (node is null) return null;
        // Nodes may hold parsed JSON or values of many .NET types; written out, all are the same.
        ArrayBufferWriter<byte> buffer = new();
        try
        {
            using (Utf8JsonWriter writer = new(buffer, s_writeOptions)) node.WriteTo(writer);
            return Parse(buffer.WrittenMemory);
        }
        catch (InvalidOperationException fault)
        {
            throw new TemplateFault($"the variables hold what is no JSON ({fault.Message})");
        }
    }

    /// <exception cref="TemplateFault">The text is no JSON.</exception>
    public static object? Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, s_readOptions);
            return From(document.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new TemplateFault($"what should be JSON is not ({fault.Message})");
        }
    }

    private static object? From(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.True: return true;
            case JsonValueKind.False: return false;
            case JsonValueKind.String: return element.GetString();
            case JsonValueKind.Number: return Number(element.GetRawText());
            case JsonValueKind.Array:
                List<object?> list = new(element.GetArrayLength());
                foreach (JsonElement item in element.EnumerateArray()) list.Add(From(item));
                return list;
            case JsonValueKind.Object:
                DictValue dict = new();
                foreach (JsonProperty property in element.EnumerateObject()) dict[property.Name] = From(property.Value);
                return dict;
            default: return null;
        }
    }

    private static object Number(string text) => text.AsSpan().ContainsAny('.', 'e', 'E')
        ? double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)
        : PythonNumber.Whole(text);
}
