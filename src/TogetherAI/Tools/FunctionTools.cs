using System.Text.Json;
using Microsoft.Extensions.AI;

namespace TogetherAI;

/// <summary>Functions of Microsoft.Extensions.AI as the service knows tools.</summary>
internal static class FunctionTools
{
    public static ChatTool From(AIFunctionDeclaration function) => new()
    {
        Type = "function",
        Function = new FunctionDefinition
        {
            Name = function.Name,
            Description = function.Description is { Length: > 0 } description ? description : null,
            Parameters = function.JsonSchema,
            Strict = function.AdditionalProperties.TryGetValue("strict", out object? strict) && strict is bool value ? value : null,
        },
    };

    /// <summary>Arguments as a model writes them. Nothing at all means none.</summary>
    /// <exception cref="JsonException">They are no JSON object.</exception>
    public static Dictionary<string, object?> ParseArguments(string? arguments)
    {
        Dictionary<string, object?> values = [];
        if (string.IsNullOrWhiteSpace(arguments))
            return values;
        using JsonDocument document = JsonDocument.Parse(arguments);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new JsonException($"Arguments are a JSON object, not {document.RootElement.ValueKind}.");
        foreach (JsonProperty argument in document.RootElement.EnumerateObject())
            values[argument.Name] = argument.Value.Clone();
        return values;
    }

    /// <summary>What a function returned, as the model reads it: a text as it is, anything else as JSON.</summary>
    public static string ToText(object? result, JsonSerializerOptions options) => result switch
    {
        null => "null",
        string text => text,
        TextContent content => content.Text,
        JsonElement { ValueKind: JsonValueKind.String } text => text.GetString()!,
        JsonElement { ValueKind: JsonValueKind.Undefined } => "null",
        JsonElement json => CompactJson.Write(json),
        _ => CompactJson.Write(JsonSerializer.SerializeToElement(result, options.GetTypeInfo(result.GetType()))),
    };
}
