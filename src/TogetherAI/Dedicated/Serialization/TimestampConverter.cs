using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>A time after RFC 3339, written in UTC with a <c>Z</c> where the serializer itself would write <c>+00:00</c>.</summary>
internal sealed class TimestampConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out DateTimeOffset time)
            ? time
            : throw new JsonException("Expected a time such as \"2026-08-19T12:00:00Z\".");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
}
