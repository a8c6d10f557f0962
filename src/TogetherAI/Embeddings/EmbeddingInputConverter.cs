using System.Text.Json;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>Input is a string or an array of strings.</summary>
internal sealed class EmbeddingInputConverter : JsonConverter<EmbeddingInput>
{
    public override EmbeddingInput Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return EmbeddingInput.FromText(reader.GetString()!);
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException($"The input of an embedding is a string or an array of strings, not {reader.TokenType}.");
        List<string> texts = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.String)
                throw new JsonException($"The input of an embedding holds a {reader.TokenType} among its strings.");
            texts.Add(reader.GetString()!);
        }

        return EmbeddingInput.FromTexts(texts);
    }

    public override void Write(Utf8JsonWriter writer, EmbeddingInput value, JsonSerializerOptions options)
    {
        if (value.IsText)
        {
            writer.WriteStringValue(value[0]);
            return;
        }

        writer.WriteStartArray();
        for (int i = 0; i < value.Count; i++)
            writer.WriteStringValue(value[i]);
        writer.WriteEndArray();
    }
}
