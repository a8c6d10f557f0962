using System.Text.Json;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>A string, <c>{"type":"function","name":…}</c>, or <c>{"type":"mcp","server_label":…,"name":…}</c>.</summary>
internal sealed class ResponseToolChoiceConverter : JsonConverter<ResponseToolChoice>
{
    public override ResponseToolChoice Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: > 0 } mode)
            return ResponseToolChoice.ForMode(mode);
        JsonElement choice = JsonElement.ParseValue(ref reader);
        return (Text(choice, "server_label"), Text(choice, "name")) switch
        {
            ({ } server, var tool) => ResponseToolChoice.ForMcp(server, tool),
            (null, { } function) => ResponseToolChoice.ForFunction(function),
            _ => throw new JsonException("A tool choice is a string or an object that names a function or a server."),
        };
    }

    public override void Write(Utf8JsonWriter writer, ResponseToolChoice value, JsonSerializerOptions options)
    {
        if (value.Mode is not null)
        {
            writer.WriteStringValue(value.Mode);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("type"u8, value.Server is null ? "function"u8 : "mcp"u8);
        if (value.Server is not null)
            writer.WriteString("server_label"u8, value.Server);
        if (value.Function is not null)
            writer.WriteString("name"u8, value.Function);
        writer.WriteEndObject();
    }

    private static string? Text(JsonElement choice, string name) =>
        choice.ValueKind == JsonValueKind.Object && choice.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text
            ? text
            : null;
}
