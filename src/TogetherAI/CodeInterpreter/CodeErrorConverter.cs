using System.Text.Json;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>A string, or any object.</summary>
internal sealed class CodeErrorConverter : JsonConverter<CodeError>
{
    public override CodeError Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return CodeError.FromText(reader.GetString()!);
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException($"An error of the code interpreter is a string or an object, not {reader.TokenType}.");
        JsonElement details = JsonElement.ParseValue(ref reader);
        string message = details.TryGetProperty("message", out JsonElement text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()!
            : details.GetRawText();
        return new CodeError(message, details);
    }

    public override void Write(Utf8JsonWriter writer, CodeError value, JsonSerializerOptions options)
    {
        if (value.Details is { } details)
            details.WriteTo(writer);
        else
            writer.WriteStringValue(value.Message);
    }
}
