using System.Text.Json;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>An array of models, or an object that holds one as <c>data</c>.</summary>
internal sealed class ModelListConverter : JsonConverter<ModelList>
{
    public override ModelList Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.StartArray => new ModelList { Data = ReadData(ref reader) },
        JsonTokenType.StartObject => ReadEnvelope(ref reader),
        _ => throw new JsonException($"A list of models is an array, or an object with one as 'data', not {reader.TokenType}."),
    };

    public override void Write(Utf8JsonWriter writer, ModelList value, JsonSerializerOptions options)
    {
        if (!value.IsEnveloped)
        {
            WriteData(writer, value);
            return;
        }

        writer.WriteStartObject();
        foreach ((string name, JsonElement field) in value.UnknownFields)
        {
            writer.WritePropertyName(name);
            field.WriteTo(writer);
        }

        writer.WritePropertyName("data"u8);
        WriteData(writer, value);
        writer.WriteEndObject();
    }

    private static ModelList ReadEnvelope(ref Utf8JsonReader reader)
    {
        IReadOnlyList<ModelInfo>? data = null;
        Dictionary<string, JsonElement>? unknown = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            if (name == "data")
                data = ReadData(ref reader);
            else
                (unknown ??= [])[name] = JsonElement.ParseValue(ref reader);
        }

        return new ModelList
        {
            Data = data ?? throw new JsonException("The object with the list of models has no 'data'."),
            IsEnveloped = true,
            ExtensionData = unknown,
        };
    }

    private static IReadOnlyList<ModelInfo> ReadData(ref Utf8JsonReader reader) =>
        JsonSerializer.Deserialize(ref reader, TogetherJsonContext.Default.IReadOnlyListModelInfo)
        ?? throw new JsonException("The list of models is null.");

    private static void WriteData(Utf8JsonWriter writer, ModelList value) =>
        JsonSerializer.Serialize(writer, value.Data, TogetherJsonContext.Default.IReadOnlyListModelInfo);
}
