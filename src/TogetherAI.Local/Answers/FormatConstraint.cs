using System.Text.Json;
using TogetherAI.Engine.Constraints;
using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Answers;

/// <summary>Turns <c>response_format</c>, of a chat or of a completion, into what a model is held to.</summary>
internal static class FormatConstraint
{
    /// <summary>Null where the model may say anything. Throws where it cannot be held to what is asked for.</summary>
    public static OutputConstraint? Of(FieldReader fields)
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
            case "regex":
                return Pattern(format);
            default:
                throw ApiException.Invalid(
                    "response_format",
                    $"response_format of type {type.GetRawText()} is not enforced by this server. Use text, json_object, json_schema or regex; in chat a reply can be scripted.");
        }
    }

    private static RegexConstraint Pattern(JsonElement format)
    {
        if (!format.TryGetProperty("pattern", out JsonElement pattern))
            throw ApiException.Invalid("response_format.pattern", "response_format.pattern is required.");
        try
        {
            return RegexConstraint.Parse(FieldReader.TextOf(pattern, "response_format.pattern"));
        }
        catch (ArgumentException e)
        {
            throw ApiException.Invalid("response_format.pattern", $"response_format.pattern: {e.Message.Split(" (Parameter", 2)[0]}", "unsupported_pattern");
        }
    }

    /// <summary>A schema; <paramref name="field"/> is where the request has it, for the error.</summary>
    public static JsonSchemaConstraint Schema(JsonElement schema, string field)
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
}
