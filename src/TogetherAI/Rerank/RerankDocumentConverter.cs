using System.Text.Json;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>A document is a string or an object.</summary>
internal sealed class RerankDocumentConverter : JsonConverter<RerankDocument>
{
    public override RerankDocument Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => RerankDocument.FromText(reader.GetString()!),
        JsonTokenType.StartObject => RerankDocument.FromFields(JsonElement.ParseValue(ref reader)),
        _ => throw new JsonException($"A document is a string or an object, not {reader.TokenType}."),
    };

    public override void Write(Utf8JsonWriter writer, RerankDocument value, JsonSerializerOptions options)
    {
        if (value.Fields is { } fields)
            fields.WriteTo(writer);
        else
            writer.WriteStringValue(value.Text);
    }
}
