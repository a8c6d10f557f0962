using System.Text.Json;
using System.Text.Json.Nodes;

namespace TogetherAI.Local.Answers.Speech;

/// <summary>
/// Which parameters of the functions that a model knows of are texts: where arguments are not written as JSON, only that tells the text
/// <c>5</c> from the number. Immutable and thread-safe.
/// </summary>
internal sealed class ParameterKinds
{
    private readonly Dictionary<(string Function, string Parameter), ParameterKind> _kinds = [];

    public static ParameterKinds None { get; } = new(null);

    /// <param name="tools">The request's; null for none.</param>
    public ParameterKinds(JsonArray? tools)
    {
        foreach (JsonNode? tool in tools ?? [])
        {
            if (tool?["function"] is not JsonObject function || function["name"] is not JsonValue value || !value.TryGetValue(out string? name)
                || function["parameters"] is not JsonObject parameters || parameters["properties"] is not JsonObject properties)
                continue;
            foreach ((string parameter, JsonNode? schema) in properties)
            {
                ParameterKind kind = Of(schema) switch
                {
                    JsonKinds.Text => ParameterKind.Text,
                    JsonKinds.Text | JsonKinds.Null => ParameterKind.TextOrNull,
                    _ => ParameterKind.Value,
                };
                _kinds[(name, parameter)] = kind;
            }
        }
    }

    [Flags]
    private enum JsonKinds
    {
        None = 0,
        Text = 1,
        Null = 2,
        Other = 4,
        Any = Text | Null | Other,
    }

    /// <summary>What is known of a parameter.</summary>
    public ParameterKind Of(string function, string parameter) => _kinds.GetValueOrDefault((function, parameter));

    /// <summary>What kinds of values a schema leaves, at most: each of its keywords takes some away, and one that is not looked at none.</summary>
    private static JsonKinds Of(JsonNode? schema)
    {
        if (schema is not JsonObject keywords)
            return JsonKinds.Any;
        JsonKinds kinds = JsonKinds.Any;
        foreach ((string keyword, JsonNode? value) in keywords)
        {
            kinds &= (keyword, value) switch
            {
                ("type", JsonArray types) => Each(types, OfType),
                ("type", _) => OfType(value),
                ("const", _) => OfValue(value),
                ("enum", JsonArray values) => Each(values, OfValue),
                ("anyOf" or "oneOf", JsonArray schemas) => Each(schemas, Of),
                ("allOf", JsonArray schemas) => schemas.Aggregate(JsonKinds.Any, static (left, one) => left & Of(one)),
                _ => JsonKinds.Any,
            };
        }

        return kinds;
    }

    private static JsonKinds Each(JsonArray values, Func<JsonNode?, JsonKinds> of) => values.Aggregate(JsonKinds.None, (known, one) => known | of(one));

    private static JsonKinds OfType(JsonNode? name) => name is JsonValue value && value.TryGetValue(out string? type)
        ? type switch { "string" => JsonKinds.Text, "null" => JsonKinds.Null, _ => JsonKinds.Other }
        : JsonKinds.Any;

    private static JsonKinds OfValue(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.String => JsonKinds.Text,
        null or JsonValueKind.Null => JsonKinds.Null,
        _ => JsonKinds.Other,
    };
}
