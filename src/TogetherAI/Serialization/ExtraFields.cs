using System.Text.Json;
using System.Text.Json.Nodes;

namespace TogetherAI;

/// <summary>A user's extra fields, copied between the mutable object they are given as and the fixed values they are kept as.</summary>
internal static class ExtraFields
{
    public static Dictionary<string, JsonElement>? FromObject(JsonObject? fields) => fields?.ToDictionary(
        static field => field.Key,
        static field => JsonSerializer.SerializeToElement(field.Value!, TogetherJsonContext.Default.JsonNode),
        StringComparer.Ordinal);

    public static JsonObject? ToObject(Dictionary<string, JsonElement>? fields)
    {
        if (fields is null)
            return null;
        JsonObject copy = [];
        foreach ((string name, JsonElement value) in fields)
            copy[name] = JsonNode.Parse(value.GetRawText());
        return copy;
    }
}
