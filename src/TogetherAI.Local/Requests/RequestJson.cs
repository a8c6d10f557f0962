using System.Text;
using System.Text.Json;

namespace TogetherAI.Local.Requests;

/// <summary>Reads what a log wants to know from any body, valid or not. Never throws on what a client sent.</summary>
internal static class RequestJson
{
    // A name that occurs twice has no one meaning: what a check saw need not be what is then used.
    private static readonly JsonDocumentOptions s_noDuplicateNames = new() { AllowDuplicateProperties = false };

    public static JsonElement? Parse(string body)
    {
        if (body.Length == 0)
            return null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(body, s_noDuplicateNames);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static string? String(JsonElement? json, string name) =>
        Property(json, name) is { ValueKind: JsonValueKind.String } value ? Text(value) : null;

    public static int? Integer(JsonElement? json, string name) =>
        Property(json, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out int number) ? number : null;

    public static bool Flag(JsonElement? json, string name) => Property(json, name) is { ValueKind: JsonValueKind.True };

    public static IReadOnlyList<LoggedMessage> Messages(JsonElement? json) =>
        Property(json, "messages") is { ValueKind: JsonValueKind.Array } messages ? [.. messages.EnumerateArray().Select(Message)] : [];

    private static LoggedMessage Message(JsonElement message) => new(String(message, "role") ?? "", ContentText(message));

    private static string ContentText(JsonElement message)
    {
        if (Property(message, "content") is not { } content)
            return "";
        if (content.ValueKind == JsonValueKind.String)
            return Text(content);
        if (content.ValueKind != JsonValueKind.Array)
            return "";
        StringBuilder text = new();
        foreach (JsonElement part in content.EnumerateArray())
            text.Append(String(part, "text"));
        return text.ToString();
    }

    private static JsonElement? Property(JsonElement? json, string name) =>
        json is { ValueKind: JsonValueKind.Object } element && element.TryGetProperty(name, out JsonElement value) ? value : null;

    // A string may hold half of a surrogate pair, which JSON can spell and UTF-16 text cannot be made from.
    private static string Text(JsonElement value)
    {
        try
        {
            return value.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }
}
