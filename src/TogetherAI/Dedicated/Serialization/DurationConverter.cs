using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>
/// A stretch of time in the JSON mapping of Protocol Buffers: seconds as a decimal number, with an <c>s</c> behind it. Of its nine decimals
/// a <see cref="TimeSpan"/> holds seven; the others are dropped.
/// </summary>
internal sealed class DurationConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string? text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        if (text is not [.. string number, 's']
            || !decimal.TryParse(number, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal seconds))
        {
            throw new JsonException($"Expected a stretch of time such as \"300s\", found {text ?? reader.TokenType.ToString()}.");
        }

        if (Math.Abs(seconds) > long.MaxValue / TimeSpan.TicksPerSecond)
            throw new JsonException($"The stretch of time {text} is longer than 29,000 years.");
        return TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
    }

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options)
    {
        // The mapping wants no decimals, or three, or six, or nine.
        decimal seconds = (decimal)value.Ticks / TimeSpan.TicksPerSecond;
        string format = value.Ticks % TimeSpan.TicksPerSecond == 0 ? "0"
            : value.Ticks % TimeSpan.TicksPerMillisecond == 0 ? "0.000"
            : value.Ticks % TimeSpan.TicksPerMicrosecond == 0 ? "0.000000" : "0.000000000";
        writer.WriteStringValue(seconds.ToString(format, CultureInfo.InvariantCulture) + "s");
    }
}
