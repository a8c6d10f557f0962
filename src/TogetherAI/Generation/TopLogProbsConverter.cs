using System.Text.Json;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>One map from token to log-probability, as the description has it, or a list of them, one a position, as some servers send.</summary>
internal sealed class TopLogProbsConverter : JsonConverter<IReadOnlyList<IReadOnlyDictionary<string, double>>>
{
    /// <summary>Stands for a position without likeliest tokens, such as a prompt's first; null on the wire.</summary>
    public static readonly IReadOnlyDictionary<string, double> None = new Dictionary<string, double>();

    public override IReadOnlyList<IReadOnlyDictionary<string, double>> Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
            return new Single(ReadMap(ref reader));
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException($"Top log-probabilities are an object or an array, not {reader.TokenType}.");

        List<IReadOnlyDictionary<string, double>> maps = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.Null)
                maps.Add(None);
            else
                maps.Add(ReadMap(ref reader));
        }

        return maps;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<IReadOnlyDictionary<string, double>> value, JsonSerializerOptions options)
    {
        if (value is Single single)
        {
            WriteMap(writer, single.Map);
            return;
        }

        writer.WriteStartArray();
        foreach (IReadOnlyDictionary<string, double> map in value)
            WriteMap(writer, map);
        writer.WriteEndArray();
    }

    private static Dictionary<string, double> ReadMap(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException($"The top log-probabilities of a position are an object, not {reader.TokenType}.");
        Dictionary<string, double> map = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string token = reader.GetString()!;
            reader.Read();
            map[token] = ChunkLogProbsConverter.ReadNumber(ref reader);
        }

        return map;
    }

    private static void WriteMap(Utf8JsonWriter writer, IReadOnlyDictionary<string, double> map)
    {
        if (ReferenceEquals(map, None))
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        foreach ((string token, double logProb) in map)
            writer.WriteNumber(token, logProb);
        writer.WriteEndObject();
    }

    /// <summary>Remembers that the one map stood by itself, so that it is written so again.</summary>
    private sealed class Single(IReadOnlyDictionary<string, double> map) : List<IReadOnlyDictionary<string, double>>([map])
    {
        public IReadOnlyDictionary<string, double> Map => map;
    }
}
