using System.Text;
using System.Text.Json;

namespace TogetherAI;

/// <summary>
/// The error a body tells of, whatever it looks like: <c>{"error":{…}}</c>, <c>{"error":"…"}</c> (batches), the same fields at the top
/// (queue), <c>{"errors":[…]}</c> or any other object, HTML from the edge, plain text, or nothing. Reading it never throws.
/// </summary>
internal readonly record struct ErrorBody(string? Message, string? Type, string? Parameter, string? Code)
{
    private const int MaxMessage = 2000;

    public static ErrorBody Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            Utf8JsonReader reader = new(body);
            if (JsonDocument.TryParseValue(ref reader, out JsonDocument? document))
            {
                using (document)
                    return FromJson(document.RootElement);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, or JSON whose strings are no Unicode: read as text below.
        }

        return new ErrorBody(FromText(Encoding.UTF8.GetString(body)), null, null, null);
    }

    private static ErrorBody FromJson(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.String)
            return new ErrorBody(Shorten(root.GetString()), null, null, null);
        if (root.ValueKind != JsonValueKind.Object)
            return new ErrorBody(Shorten(root.GetRawText()), null, null, null);

        JsonElement source = root;
        if (root.TryGetProperty("error", out JsonElement error))
        {
            if (error.ValueKind == JsonValueKind.String)
                return new ErrorBody(Shorten(error.GetString()), Text(root, "type"), Text(root, "param"), Text(root, "code"));
            if (error.ValueKind == JsonValueKind.Object)
                source = error;
        }

        string? message = Text(source, "message") ?? Text(source, "detail") ?? Text(source, "error") ?? Shorten(source.GetRawText());
        return new ErrorBody(message, Text(source, "type") ?? Text(source, "error_type"), Text(source, "param"), Text(source, "code"));
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value)
        ? value.ValueKind switch
        {
            JsonValueKind.String when value.GetString() is { Length: > 0 } text => Shorten(text),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.Array or JsonValueKind.Object => Shorten(value.GetRawText()),
            _ => null,
        }
        : null;

    private static string? FromText(string text)
    {
        text = text.Trim();
        if (!text.StartsWith('<'))
            return Shorten(text);

        // An HTML page says what it has to say in its title.
        int start = text.IndexOf("<title>", StringComparison.OrdinalIgnoreCase);
        int end = start < 0 ? -1 : text.IndexOf("</title>", start, StringComparison.OrdinalIgnoreCase);
        return end < 0 ? "an HTML page" : Shorten(text[(start + 7)..end].Trim());
    }

    private static string? Shorten(string? text) => text switch
    {
        null or "" => null,
        { Length: > MaxMessage } => text[..MaxMessage] + "…",
        _ => text,
    };
}
