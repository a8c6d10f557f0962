using System.Text.Json.Nodes;

namespace TogetherAI.Local.Answers.Speech;

/// <summary>
/// Which parameters of the functions that a model knows of are texts: where arguments are not written as JSON, only that tells the text
/// <c>5</c> from the number. Immutable and thread-safe.
/// </summary>
internal sealed class ParameterKinds
{
    private readonly Dictionary<(string Function, string Parameter), bool> _isText = [];

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
                if (schema is JsonObject described && IsText(described) is { } isText)
                    _isText[(name, parameter)] = isText;
            }
        }
    }

    /// <summary>Whether a parameter is a text; null where that is not known.</summary>
    public bool? IsText(string function, string parameter) => _isText.TryGetValue((function, parameter), out bool isText) ? isText : null;

    private static bool? IsText(JsonObject schema)
    {
        if (schema["type"] is JsonValue type)
            return type.TryGetValue(out string? name) ? name == "string" : null;
        return schema["enum"] is JsonArray values && values.All(static one => one is JsonValue value && value.TryGetValue(out string? _)) ? true : null;
    }
}
