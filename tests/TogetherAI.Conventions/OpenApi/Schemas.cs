using System.Text.Json;
using System.Text.Json.Nodes;

namespace TogetherAI.Conventions.OpenApi;

/// <summary>What is asked of a schema in several places.</summary>
internal static class Schemas
{
    /// <summary>A schema without <c>allOf</c>: its parts put together.</summary>
    /// <param name="description">Where references lead.</param>
    /// <param name="schema">The schema, resolved.</param>
    /// <param name="cache">Keeps the result, so that the same schema stays the same object.</param>
    public static JsonObject Flatten(ApiDescription description, JsonObject schema, Dictionary<JsonObject, JsonObject> cache)
    {
        if (schema["allOf"] is not JsonArray parts)
            return schema;
        if (cache.TryGetValue(schema, out JsonObject? known))
            return known;
        JsonObject whole = (JsonObject)schema.DeepClone();
        whole.Remove("allOf");
        foreach (JsonNode? part in parts)
            Merge(whole, Flatten(description, description.Resolve(part), cache));
        return cache[schema] = whole;
    }

    /// <summary>The schemas that describe one thing: the alternatives of a choice, each flattened, choices within choices opened.</summary>
    public static IEnumerable<JsonObject> Alternatives(ApiDescription description, JsonNode? node, Dictionary<JsonObject, JsonObject> cache)
    {
        JsonObject schema = Flatten(description, description.Resolve(node), cache);
        JsonArray? choices = (schema["oneOf"] ?? schema["anyOf"]) as JsonArray;
        if (choices is null || schema.ContainsKey("properties"))
            yield return schema;
        foreach (JsonNode? choice in choices ?? [])
        {
            foreach (JsonObject alternative in Alternatives(description, choice, cache))
                yield return alternative;
        }
    }

    /// <summary>Whether a schema leaves open what it describes: anything, or an object of which no property is named.</summary>
    public static bool IsFreeForm(JsonObject schema)
    {
        if (schema.ContainsKey("enum") || schema.ContainsKey("const") || schema.ContainsKey("items"))
            return false;
        bool namesProperties = schema["properties"] is JsonObject { Count: > 0 } || schema["additionalProperties"] is JsonObject;
        return !namesProperties && (!schema.ContainsKey("type") || Types(schema).Contains("object"));
    }

    public static IReadOnlyList<string> Types(JsonObject schema) => schema["type"] switch
    {
        JsonArray types => [.. types.Select(static type => type!.GetValue<string>())],
        JsonValue type => [type.GetValue<string>()],
        _ => [],
    };

    public static bool IsFalse(JsonNode? node) => node?.GetValueKind() == JsonValueKind.False;

    public static double? Number(JsonNode? node) => node is JsonValue value ? value.TryGetValue(out double number) ? number : value.GetValue<long>() : null;

    private static void Merge(JsonObject whole, JsonObject part)
    {
        foreach ((string name, JsonNode? value) in part)
        {
            switch (name)
            {
                case "properties" when whole[name] is JsonObject properties:
                    foreach ((string property, JsonNode? schema) in value!.AsObject())
                        properties.TryAdd(property, schema?.DeepClone());
                    break;
                case "required" when whole[name] is JsonArray required:
                    foreach (JsonNode? property in value!.AsArray())
                        required.Add(property!.DeepClone());
                    break;
                default:
                    whole.TryAdd(name, value?.DeepClone());
                    break;
            }
        }
    }
}
