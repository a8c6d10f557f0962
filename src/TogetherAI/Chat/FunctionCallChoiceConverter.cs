using System.Text.Json;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>A string, or <c>{"name":…}</c>.</summary>
internal sealed class FunctionCallChoiceConverter : JsonConverter<FunctionCallChoice>
{
    public override FunctionCallChoice Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: > 0 } mode)
            return FunctionCallChoice.ForMode(mode);
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        if (document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("name", out JsonElement name)
            && name.ValueKind == JsonValueKind.String
            && name.GetString() is { Length: > 0 } text)
        {
            return FunctionCallChoice.ForFunction(text);
        }

        throw new JsonException("A function call choice is a string or an object with a name.");
    }

    public override void Write(Utf8JsonWriter writer, FunctionCallChoice value, JsonSerializerOptions options)
    {
        if (value.Mode is not null)
        {
            writer.WriteStringValue(value.Mode);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("name", value.Function);
        writer.WriteEndObject();
    }
}
