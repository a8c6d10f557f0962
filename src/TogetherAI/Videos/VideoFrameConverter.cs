using System.Text.Json;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>A number or a string.</summary>
internal sealed class VideoFrameConverter : JsonConverter<VideoFrame>
{
    public override VideoFrame Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number => VideoFrame.At(reader.GetDouble()),
        JsonTokenType.String when reader.GetString() is { Length: > 0 } name => VideoFrame.Named(name),
        _ => throw new JsonException($"A frame is a number or a name, not {reader.TokenType}."),
    };

    public override void Write(Utf8JsonWriter writer, VideoFrame value, JsonSerializerOptions options)
    {
        if (value.Number is { } number)
            writer.WriteNumberValue(number);
        else
            writer.WriteStringValue(value.Name);
    }
}
