using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace TogetherAI;

/// <summary>
/// The form of answer that a type asks for. Strict schemas know no open objects, want every property required, and an object at the root
/// (the subset that OpenAI described for its structured outputs, which others followed): optional is told as nullable. Thread-safe.
/// </summary>
internal sealed class AnswerSchema
{
    /// <summary>The property that a value which is no object stands in.</summary>
    public const string Wrapper = "value";

    private const int MaxName = 64;

    // A contract lives as long as the program, usually; this does not make it live longer.
    private static readonly ConditionalWeakTable<JsonTypeInfo, AnswerSchema> s_schemas = [];

    private bool _isStrict = true;

    private AnswerSchema(JsonTypeInfo type)
    {
        JsonNode schema = type.GetJsonSchemaAsNode(new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform });
        if (!IsObject(schema))
        {
            IsWrapped = true;
            schema = Wrap(schema);
        }

        Format = new ResponseFormat
        {
            Type = "json_schema",
            JsonSchema = new JsonSchemaFormat
            {
                Name = NameOf(type.Type),
                Schema = JsonSerializer.SerializeToElement(schema, TogetherJsonContext.Default.JsonNode),
                Strict = _isStrict,
            },
        };
    }

    public ResponseFormat Format { get; }

    /// <summary>Whether the value stands inside an object.</summary>
    public bool IsWrapped { get; }

    public static AnswerSchema Of(JsonTypeInfo type) => s_schemas.GetValue(type, static type => new AnswerSchema(type));

    /// <summary>A name as the service wants it: letters, digits, underscores and dashes.</summary>
    internal static string NameOf(Type type)
    {
        StringBuilder name = new();
        Append(name, type);
        return name.ToString(0, Math.Min(name.Length, MaxName));
    }

    private static void Append(StringBuilder name, Type type)
    {
        foreach (char letter in type.Name.Split('`')[0])
            name.Append(char.IsAsciiLetterOrDigit(letter) ? letter : '_');
        foreach (Type argument in type.GetGenericArguments())
            Append(name.Append('_'), argument);
    }

    private static bool IsObject(JsonNode schema) => schema is JsonObject node && node["type"] is JsonValue type
        && type.GetValueKind() == JsonValueKind.String && type.GetValue<string>() == "object";

    /// <summary>Puts the schema into an object's; what it refers to in itself moves with it.</summary>
    private static JsonObject Wrap(JsonNode schema)
    {
        Rebase(schema);
        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { [Wrapper] = schema },
            ["required"] = new JsonArray(Wrapper),
            ["additionalProperties"] = false,
        };
    }

    private static void Rebase(JsonNode? node)
    {
        if (node is JsonObject fields)
        {
            if (fields["$ref"] is JsonValue reference && reference.TryGetValue(out string? path) && path.StartsWith('#'))
                fields["$ref"] = $"#/properties/{Wrapper}{path[1..]}";
            foreach ((_, JsonNode? child) in fields)
                Rebase(child);
        }
        else if (node is JsonArray items)
        {
            foreach (JsonNode? child in items)
                Rebase(child);
        }
    }

    private JsonNode Transform(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (schema is not JsonObject node)
        {
            _isStrict = false; // anything goes here: JsonElement, object
            return schema;
        }

        if (node["properties"] is JsonObject properties)
        {
            node["required"] = new JsonArray([.. properties.Select(static property => (JsonNode)property.Key)]);
            node["additionalProperties"] = false;
        }
        else if (context.TypeInfo.Kind is JsonTypeInfoKind.Dictionary)
        {
            _isStrict = false; // names that are not known beforehand
        }
        else if (context.TypeInfo.Kind is JsonTypeInfoKind.Object && node["$ref"] is null && node["anyOf"] is null)
        {
            node["properties"] = new JsonObject();
            node["additionalProperties"] = false;
        }

        node.Remove("default"); // means nothing where everything is required, and strict schemas do not know it
        if (node["enum"] is JsonArray names && !node.ContainsKey("type"))
            node.Insert(0, "type", names.Contains(null) ? new JsonArray("string", "null") : "string");
        if (SchemaDescription.Of(context) is { } description)
            node["description"] = description;
        return node;
    }
}
