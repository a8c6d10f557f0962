using System.Text.Json.Nodes;

namespace TogetherAI.Conventions.OpenApi;

/// <summary>Turns <c>nullable: true</c>, of which OpenAPI 3.1 and JSON Schema know nothing, into the type <c>null</c>.</summary>
internal static class Nullable
{
    public static void Rewrite(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray list:
                foreach (JsonNode? item in list)
                    Rewrite(item);
                break;
            case JsonObject item:
                foreach ((string _, JsonNode? value) in item.ToArray())
                    Rewrite(value);
                // A property may be called 'nullable'; then it is a schema, not a truth value.
                if (item["nullable"] is JsonValue flag && flag.TryGetValue(out bool nullable))
                {
                    item.Remove("nullable");
                    if (nullable)
                        AllowNull(item);
                }
                else if (item["allOf"] is JsonArray { Count: > 1 } all && all.Any(IsNull))
                {
                    // What is meant is "this, or null"; what stands there is "this and null".
                    JsonNode[] rest = [.. all.Where(static part => !IsNull(part)).Select(static part => part!.DeepClone())];
                    item.Remove("allOf");
                    item["anyOf"] = new JsonArray(rest.Length == 1 ? rest[0] : new JsonObject { ["allOf"] = new JsonArray(rest) }, Null());
                }

                break;
        }
    }

    private static void AllowNull(JsonObject schema)
    {
        if (schema["type"] is JsonValue type)
        {
            schema["type"] = new JsonArray(type.DeepClone(), "null");
            if (schema["enum"] is JsonArray values && !values.Contains(null))
                values.Add(null);
        }
        else if (schema.Count == 0)
        {
            schema["type"] = "null";
        }
        else
        {
            JsonNode described = schema.DeepClone();
            schema.Clear();
            schema["anyOf"] = new JsonArray(described, Null());
        }
    }

    private static bool IsNull(JsonNode? part) => part is JsonObject { Count: 1 } schema && schema["type"] is JsonValue type && type.TryGetValue(out string? name) && name == "null";

    private static JsonObject Null() => new() { ["type"] = "null" };
}
