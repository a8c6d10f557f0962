using System.Text.Json;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>A number or an object.</summary>
internal sealed class ChunkLogProbsConverter : JsonConverter<ChunkLogProbs>
{
    public override ChunkLogProbs Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number
            ? new ChunkLogProbs(reader.GetDouble())
            : new ChunkLogProbs(JsonSerializer.Deserialize(ref reader, TogetherJsonContext.Default.LogProbs)!);

    public override void Write(Utf8JsonWriter writer, ChunkLogProbs value, JsonSerializerOptions options)
    {
        if (value.Value is { } number)
            writer.WriteNumberValue(number);
        else
            JsonSerializer.Serialize(writer, value.Details!, TogetherJsonContext.Default.LogProbs);
    }
}
