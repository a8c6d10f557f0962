using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace TogetherAI.Conventions.OpenApi;

/// <summary>Finds what the service describes and the client leaves as bare JSON.</summary>
internal static class Typing
{
    public static IEnumerable<string> Findings(ApiDescription description, JsonTypeInfo info, JsonNode schema)
    {
        Walker walker = new(description, info.Options);
        walker.Walk(info.Type, [.. Schemas.Alternatives(description, schema, walker.Merged)], "$");
        return walker.Findings.Distinct();
    }

    private sealed class Walker(ApiDescription description, JsonSerializerOptions options)
    {
        private readonly HashSet<(Type, JsonObject)> _seen = [];

        public Dictionary<JsonObject, JsonObject> Merged { get; } = new(ReferenceEqualityComparer.Instance);

        public List<string> Findings { get; } = [];

        public void Walk(Type type, IReadOnlyList<JsonObject> schemas, string path)
        {
            type = System.Nullable.GetUnderlyingType(type) ?? type;
            if (IsBareJson(type))
            {
                if (schemas.Count > 0 && !schemas.Any(Schemas.IsFreeForm))
                    Findings.Add($"{path} is described, but is a {type.Name}");
                return;
            }

            if (Element(type, typeof(IReadOnlyList<>)) is { } item)
            {
                Walk(item, [.. schemas.Where(static schema => schema.ContainsKey("items")).SelectMany(schema => Open(schema["items"]))], path + "[]");
            }
            else if (Element(type, typeof(IReadOnlyDictionary<,>)) is { } value)
            {
                JsonObject[] named = [.. schemas.Where(static schema => schema["properties"] is JsonObject { Count: > 0 })];
                if (named.Length > 0)
                    Findings.Add($"{path} has described properties ({string.Join(", ", named[0]["properties"]!.AsObject().Select(static p => p.Key))}), but is a dictionary");
                Walk(value, [.. schemas.Where(static schema => schema["additionalProperties"] is JsonObject).SelectMany(schema => Open(schema["additionalProperties"]))], path + "{}");
            }
            else if (type.Assembly == Product.Client && options.GetTypeInfo(type) is { Kind: JsonTypeInfoKind.Object } info)
            {
                WalkObject(info, schemas, path);
            }
        }

        private void WalkObject(JsonTypeInfo info, IReadOnlyList<JsonObject> schemas, string path)
        {
            if (schemas.Count > 0 && !_seen.Add((info.Type, schemas[0])))
                return;
            foreach (JsonPropertyInfo property in info.Properties.Where(static property => !property.IsExtensionData))
            {
                JsonObject[] described = [.. schemas.SelectMany(schema => schema["properties"]?[property.Name] is { } found ? Open(found) : [])];
                if (described.Length > 0)
                    Walk(property.PropertyType, described, $"{path}.{property.Name}");
            }
        }

        private IEnumerable<JsonObject> Open(JsonNode? schema) => Schemas.Alternatives(description, schema, Merged);

        private static Type? Element(Type type, Type definition) =>
            type.IsGenericType && type.GetGenericTypeDefinition() == definition ? type.GetGenericArguments()[^1] : null;

        private static bool IsBareJson(Type type) => type == typeof(JsonElement) || type.IsAssignableTo(typeof(JsonNode)) || type == typeof(JsonDocument);
    }
}
