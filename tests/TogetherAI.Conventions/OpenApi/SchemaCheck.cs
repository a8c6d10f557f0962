using System.Text.Json;
using System.Text.Json.Nodes;

namespace TogetherAI.Conventions.OpenApi;

/// <summary>
/// Reads the description as a judge of what the client sends: names, types, required fields and the values of enums. Where the service
/// takes one of several shapes, one of them must fit.
/// </summary>
internal sealed class SchemaCheck(ApiDescription description)
{
    private readonly Dictionary<JsonObject, JsonObject> _merged = new(ReferenceEqualityComparer.Instance);

    /// <summary>What is wrong with an instance; nothing where it fits.</summary>
    public IReadOnlyList<string> Findings(JsonNode? instance, JsonNode schema) => Check(instance, schema, "$");

    private IReadOnlyList<string> Check(JsonNode? instance, JsonNode? node, string path)
    {
        JsonObject schema = Schemas.Flatten(description, description.Resolve(node), _merged);
        if ((schema["oneOf"] ?? schema["anyOf"]) is JsonArray choices)
        {
            IReadOnlyList<string>[] tried = [.. choices.Select(choice => Check(instance, choice, path)).OrderBy(static findings => findings.Count)];
            if (tried[0].Count > 0 && instance is JsonObject every)
                return [.. CheckObject(every, Together(schema, choices), path)];
            return schema.ContainsKey("properties") && instance is JsonObject both ? [.. CheckObject(both, schema, path, isWhole: false), .. tried[0]] : tried[0];
        }

        IReadOnlyList<string> types = Schemas.Types(schema);
        if (types.Count > 0 && !types.Any(type => Is(instance, type)))
            return [$"{path} is {Kind(instance)}, described as {string.Join(" or ", types)}"];
        if (IsPlaceholder(instance))
            return [];
        if (schema["const"] is { } constant && !JsonNode.DeepEquals(constant, instance))
            return [$"{path} is {instance?.ToJsonString()}, described as always {constant.ToJsonString()}"];
        if (schema["enum"] is JsonArray values && !values.Any(value => JsonNode.DeepEquals(value, instance)))
            return [$"{path} is {instance?.ToJsonString()}, described as one of {values.ToJsonString()}"];
        return instance switch
        {
            JsonObject item => [.. CheckObject(item, schema, path)],
            JsonArray list when schema["items"] is { } items => [.. list.SelectMany((item, i) => Check(item, items, $"{path}[{i}]"))],
            _ => [],
        };
    }

    private IEnumerable<string> CheckObject(JsonObject instance, JsonObject schema, string path, bool isWhole = true)
    {
        JsonObject? described = schema["properties"] as JsonObject;
        foreach (JsonNode? required in schema["required"]?.AsArray() ?? [])
        {
            if (!instance.ContainsKey(required!.GetValue<string>()))
                yield return $"{path}.{required} is required and missing";
        }

        foreach ((string name, JsonNode? value) in instance)
        {
            JsonNode? property = described?[name] ?? schema["additionalProperties"] as JsonObject;
            if (property is not null)
            {
                foreach (string finding in Check(value, property, $"{path}.{name}"))
                    yield return finding;
            }
            else if (isWhole && !Schemas.IsFreeForm(schema))
            {
                yield return $"{path}.{name} is not described";
            }
        }
    }

    /// <summary>What an object may have that is not one of several shapes but has the properties of all of them: each name, in any one's type.</summary>
    private JsonObject Together(JsonObject schema, JsonArray choices)
    {
        Dictionary<string, JsonArray> types = [];
        JsonObject[] shapes = [.. choices.SelectMany(choice => Schemas.Alternatives(description, choice, _merged)).Append(schema).Where(static shape => shape["properties"] is JsonObject)];
        foreach ((string name, JsonNode? property) in shapes.SelectMany(static shape => shape["properties"]!.AsObject()))
        {
            if (!types.TryGetValue(name, out JsonArray? type))
                types[name] = type = [];
            type.Add(property!.DeepClone());
        }

        return new JsonObject
        {
            ["properties"] = new JsonObject(types.Select(static type => KeyValuePair.Create(type.Key, (JsonNode?)new JsonObject { ["anyOf"] = type.Value }))),
        };
    }

    /// <summary>A value that stands for any of its type: the client takes one there, and whoever calls it knows which ones there are.</summary>
    private static bool IsPlaceholder(JsonNode? instance) =>
        instance?.GetValueKind() is JsonValueKind.Number
        || (instance?.GetValueKind() == JsonValueKind.String && instance.GetValue<string>().StartsWith(ModelFiller.AnyText, StringComparison.Ordinal));

    private static bool Is(JsonNode? instance, string type) => (instance?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        JsonValueKind.Null => type == "null",
        JsonValueKind.True or JsonValueKind.False => type == "boolean",
        JsonValueKind.String => type == "string",
        JsonValueKind.Array => type == "array",
        JsonValueKind.Object => type == "object",
        _ => type == "number" || (type == "integer" && decimal.IsInteger(decimal.Parse(instance!.ToJsonString(), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture))),
    };

    private static string Kind(JsonNode? instance) => instance?.ToJsonString() ?? "null";
}
