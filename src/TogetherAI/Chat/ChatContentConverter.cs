using System.Text.Json;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>Content is a string or an array of parts.</summary>
internal sealed class ChatContentConverter : JsonConverter<ChatContent>
{
    public override ChatContent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => ChatContent.FromText(reader.GetString()!),
        JsonTokenType.StartArray => ChatContent.FromParts(
            JsonSerializer.Deserialize(ref reader, TogetherJsonContext.Default.IReadOnlyListChatContentPart)!),
        _ => throw new JsonException($"A message's content is a string or an array of parts, not {reader.TokenType}."),
    };

    public override void Write(Utf8JsonWriter writer, ChatContent value, JsonSerializerOptions options)
    {
        if (value.IsText)
            writer.WriteStringValue(value.Text);
        else
            JsonSerializer.Serialize(writer, value.Parts, TogetherJsonContext.Default.IReadOnlyListChatContentPart);
    }
}
