using System.Text.Json;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>Numbers with six significant digits: what an estimate has to say, and the same on every machine.</summary>
internal sealed class RoundedNumberConverter : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (value == 0 || !double.IsFinite(value))
        {
            writer.WriteNumberValue(0);
            return;
        }

        int digits = Math.Clamp(5 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 15);
        writer.WriteNumberValue(Math.Round(value, digits));
    }
}
