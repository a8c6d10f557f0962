using System.Text.Json;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>Amounts of money to the ten-thousandth of a dollar.</summary>
internal sealed class UsdConverter : JsonConverter<decimal>
{
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDecimal();

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(Math.Round(value, 4) / 1.0000m); // the division drops zeros at the end
}
