using System.Text.Json;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>A string or an array of items.</summary>
internal sealed class ResponseInputConverter : JsonConverter<ResponseInput>
{
    public override ResponseInput Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => ResponseInput.FromText(reader.GetString()!),
        JsonTokenType.StartArray => ResponseInput.FromItems(
            JsonSerializer.Deserialize(ref reader, TogetherJsonContext.Default.IReadOnlyListResponseItem)!),
        _ => throw new JsonException($"The input of a response is a string or an array of items, not {reader.TokenType}."),
    };

    public override void Write(Utf8JsonWriter writer, ResponseInput value, JsonSerializerOptions options)
    {
        if (value.Items is { } items)
            JsonSerializer.Serialize(writer, items, TogetherJsonContext.Default.IReadOnlyListResponseItem);
        else
            writer.WriteStringValue(value.Text);
    }
}
