using System.Text.Json;

namespace TogetherAI;

/// <summary>Reads the frames of a streamed response.</summary>
internal static class ResponseEventReader
{
    /// <exception cref="JsonException">The frame is no event.</exception>
    public static ResponseEvent Read(ReadOnlySpan<byte> frame)
    {
        ResponseEventType type = TypeOf(frame);
        if (type.IsKnown)
            return JsonSerializer.Deserialize(frame, TogetherJsonContext.Default.ResponseEvent)!;

        // A field means what its event says: of one that is not known no field is read, lest a stream break over what nobody asked for.
        Dictionary<string, JsonElement> fields = JsonSerializer.Deserialize(frame, TogetherJsonContext.Default.DictionaryStringJsonElement)!;
        fields.Remove("type");
        return new ResponseEvent { Type = type, ExtensionData = fields };
    }

    private static ResponseEventType TypeOf(ReadOnlySpan<byte> frame)
    {
        Utf8JsonReader reader = new(frame);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException($"An event is an object, not {reader.TokenType}.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isType = reader.ValueTextEquals("type"u8);
            reader.Read();
            if (isType)
                return WireStringConverter<ResponseEventType>.Read(ref reader);
            reader.Skip();
        }

        return default;
    }
}
