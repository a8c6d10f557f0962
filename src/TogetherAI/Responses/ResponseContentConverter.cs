using System.Text.Json;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>A string or an array of parts.</summary>
internal sealed class ResponseContentConverter : JsonConverter<ResponseContent>
{
    public override ResponseContent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => ResponseContent.FromText(reader.GetString()!),
        JsonTokenType.StartArray => ResponseContent.FromParts(
            JsonSerializer.Deserialize(ref reader, TogetherJsonContext.Default.IReadOnlyListResponsePart)!),
        _ => throw new JsonException($"The content of an item is a string or an array of parts, not {reader.TokenType}."),
    };

    public override void Write(Utf8JsonWriter writer, ResponseContent value, JsonSerializerOptions options)
    {
        if (value.IsText)
            writer.WriteStringValue(value.Text);
        else
            JsonSerializer.Serialize(writer, value.Parts, TogetherJsonContext.Default.IReadOnlyListResponsePart);
    }
}
