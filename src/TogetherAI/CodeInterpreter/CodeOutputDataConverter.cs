using System.Text.Json;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>A string, or an object of media types.</summary>
internal sealed class CodeOutputDataConverter : JsonConverter<CodeOutputData>
{
    public override CodeOutputData Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => CodeOutputData.FromText(reader.GetString()!),
        JsonTokenType.StartObject => CodeOutputData.FromDisplay(JsonSerializer.Deserialize(ref reader, TogetherJsonContext.Default.CodeDisplay)!),
        _ => throw new JsonException($"A program's output is a string or an object of media types, not {reader.TokenType}."),
    };

    public override void Write(Utf8JsonWriter writer, CodeOutputData value, JsonSerializerOptions options)
    {
        if (value.Display is { } display)
            JsonSerializer.Serialize(writer, display, TogetherJsonContext.Default.CodeDisplay);
        else
            writer.WriteStringValue(value.Text);
    }
}
