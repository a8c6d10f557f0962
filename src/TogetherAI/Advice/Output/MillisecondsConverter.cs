using System.Text.Json;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>Times as a number of milliseconds; read also where they are written with a unit, as <c>"1.2s"</c>.</summary>
internal sealed class MillisecondsConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String && TimeText.TryParse(reader.GetString()!, out TimeSpan span))
            return span;
        return reader.TokenType == JsonTokenType.Number && reader.GetDouble() is >= 0 and < 1e12 and var milliseconds
            ? TimeSpan.FromTicks((long)Math.Round(milliseconds * TimeSpan.TicksPerMillisecond))
            : throw new JsonException("A time is a number of milliseconds, or text with its unit such as \"700ms\".");
    }

    // The ten-thousandth of a millisecond is a tick: no more digits than there are.
    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(Math.Round((decimal)value.Ticks / TimeSpan.TicksPerMillisecond, 4));
}
