using System.Text.Encodings.Web;
using System.Text.Json;
using TogetherAI.Engine.Constraints;
using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Chat;

/// <summary>Turns <c>response_format</c> and <c>tool_choice</c> into what a model is held to.</summary>
internal static class ChatConstraints
{
    private static readonly JsonElement s_noParameters = JsonElement.Parse("""{"type":"object","properties":{}}""");

    /// <summary>Null where the model may say anything. Throws where it cannot be held to what is asked for.</summary>
    public static OutputConstraint? Of(FieldReader fields)
    {
        OutputConstraint? format = Format(fields);
        (string? only, bool forced) = Choice(fields);
        if (forced)
        {
            if (format is not null)
                throw ApiException.Invalid("response_format", "response_format and a tool_choice that forces a call cannot both be met.");
            return ToolCall(fields, only);
        }

        // Under a format the model may still call a tool where it is offered some.
        bool offered = !IsText(fields.Find("tool_choice"), "none") && fields.Find("tools") is { } tools && tools.GetArrayLength() > 0;
        return format is not null && offered ? OutputConstraint.AnyOf(ToolCall(fields, null), format) : format;
    }

    private static OutputConstraint? Format(FieldReader fields)
    {
        if (fields.Find("response_format") is not { } format)
            return null;
        if (!format.TryGetProperty("type", out JsonElement type))
            throw ApiException.Invalid("response_format.type", "response_format.type is required.");
        switch (FieldReader.TextOf(type, "response_format.type"))
        {
            case "text":
                return null;
            case "json_object":
                return format.TryGetProperty("schema", out JsonElement loose) && loose.ValueKind != JsonValueKind.Null
                    ? Schema(loose, "response_format.schema")
                    : JsonConstraint.AnyObject;
            case "json_schema":
                if (!format.TryGetProperty("json_schema", out JsonElement named) || named.ValueKind != JsonValueKind.Object
                    || !named.TryGetProperty("schema", out JsonElement schema))
                    throw ApiException.Invalid("response_format.json_schema.schema", "response_format.json_schema.schema is required.");
                return Schema(schema, "response_format.json_schema.schema");
            default:
                throw ApiException.Invalid(
                    "response_format",
                    $"response_format of type {type.GetRawText()} is not enforced by this server. Use text, json_object or json_schema, or script the reply.");
        }
    }

    /// <summary>The function that must be called, where one is named, and whether any must.</summary>
    private static (string? Name, bool Forced) Choice(FieldReader fields)
    {
        if (fields.Find("tool_choice") is not { } choice || IsText(choice, "auto") || IsText(choice, "none"))
            return (null, false);
        if (IsText(choice, "required"))
            return (null, true);
        return choice.ValueKind == JsonValueKind.Object
            && choice.TryGetProperty("function", out JsonElement function) && function.ValueKind == JsonValueKind.Object
            && function.TryGetProperty("name", out JsonElement name)
            ? (FieldReader.TextOf(name, "tool_choice.function.name"), true)
            : throw ApiException.Invalid(
                "tool_choice", $"tool_choice must be auto, none, required or an object that names a function; it is {FieldReader.Show(choice)}.");
    }

    // The form that the Hermes, Qwen and tai-tiny templates teach, and that the server finds calls in.
    private static OutputConstraint ToolCall(FieldReader fields, string? only)
    {
        List<OutputConstraint> calls = [];
        JsonElement[] offered = fields.Find("tools") is { } tools ? [.. tools.EnumerateArray()] : [];
        int index = 0;
        foreach (JsonElement tool in offered)
        {
            string path = FormattableString.Invariant($"tools[{index++}].function.parameters");
            JsonElement function = tool.GetProperty("function");
            string name = function.GetProperty("name").GetString()!;
            if (only is not null && name != only)
                continue;
            JsonElement parameters = function.TryGetProperty("parameters", out JsonElement given) && given.ValueKind != JsonValueKind.Null ? given : s_noParameters;
            string encoded = JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();
            calls.Add(OutputConstraint.Sequence(
                OutputConstraint.Exactly($"<tool_call>\n{{\"name\": \"{encoded}\", \"arguments\": "),
                Schema(parameters, path),
                OutputConstraint.Exactly("}\n</tool_call>")));
        }

        return calls.Count > 0
            ? OutputConstraint.AnyOf([.. calls])
            : throw ApiException.Invalid("tool_choice", only is null ? "tool_choice forces a call, but tools are missing." : $"tool_choice names {only}, which is none of the tools.");
    }

    private static JsonSchemaConstraint Schema(JsonElement schema, string field)
    {
        try
        {
            return JsonSchemaConstraint.Parse(schema);
        }
        catch (UnsupportedSchemaException e)
        {
            throw ApiException.Invalid(field, $"{field}: {e.Message}", "unsupported_schema");
        }
    }

    private static bool IsText(JsonElement? value, string text) => value is { ValueKind: JsonValueKind.String } known && known.ValueEquals(text);
}
