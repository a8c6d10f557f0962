using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>A number or an object.</summary>
internal sealed class ChunkLogProbsConverter : JsonConverter<ChunkLogProbs>
{
    public override ChunkLogProbs Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.StartObject
            ? new ChunkLogProbs(JsonSerializer.Deserialize(ref reader, TogetherJsonContext.Default.LogProbs)!)
            : new ChunkLogProbs(ReadNumber(ref reader));

    public override void Write(Utf8JsonWriter writer, ChunkLogProbs value, JsonSerializerOptions options)
    {
        if (value.Value is { } number)
            writer.WriteNumberValue(number);
        else
            JsonSerializer.Serialize(writer, value.Details!, TogetherJsonContext.Default.LogProbs);
    }

    /// <summary>A log-probability; as everywhere on the wire, a number may stand in a string.</summary>
    internal static double ReadNumber(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number)
            return reader.GetDouble();
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (reader.TokenType == JsonTokenType.String
            && double.TryParse(reader.GetString(), Style, CultureInfo.InvariantCulture, out double value)
            && double.IsFinite(value))
        {
            return value;
        }

        throw new JsonException($"A log-probability is a number, not {reader.TokenType}.");
    }
}
