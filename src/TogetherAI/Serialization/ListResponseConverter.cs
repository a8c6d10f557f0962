using System.Text.Json;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>
/// A list that the service sends as a bare array, and other servers as an object with the array in it as <c>data</c>: both are read, and each is
/// written again as it came.
/// </summary>
internal abstract class ListResponseConverter<TList, TItem> : JsonConverter<TList>
    where TList : TogetherResponse
    where TItem : WireModel
{
    /// <param name="data">The items.</param>
    /// <param name="isEnveloped">Whether the array stood in an object.</param>
    /// <param name="unknown">The object's other fields; null for none.</param>
    protected abstract TList Create(IReadOnlyList<TItem> data, bool isEnveloped, Dictionary<string, JsonElement>? unknown);

    protected abstract (IReadOnlyList<TItem> Data, bool IsEnveloped) Parts(TList list);

    public override TList Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.StartArray => Create(ReadData(ref reader, options), isEnveloped: false, unknown: null),
        JsonTokenType.StartObject => ReadEnvelope(ref reader, options),
        _ => throw new JsonException($"{typeof(TList).Name} is an array, or an object with one as 'data', not {reader.TokenType}."),
    };

    public override void Write(Utf8JsonWriter writer, TList value, JsonSerializerOptions options)
    {
        (IReadOnlyList<TItem> data, bool isEnveloped) = Parts(value);
        if (!isEnveloped)
        {
            ConverterOf(options).Write(writer, data, options);
            return;
        }

        writer.WriteStartObject();
        foreach ((string name, JsonElement field) in value.UnknownFields)
        {
            writer.WritePropertyName(name);
            field.WriteTo(writer);
        }

        writer.WritePropertyName("data"u8);
        ConverterOf(options).Write(writer, data, options);
        writer.WriteEndObject();
    }

    private TList ReadEnvelope(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        IReadOnlyList<TItem>? data = null;
        Dictionary<string, JsonElement>? unknown = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            if (name == "data")
                data = ReadData(ref reader, options);
            else
                (unknown ??= [])[name] = JsonElement.ParseValue(ref reader);
        }

        return Create(data ?? throw new JsonException($"The object with {typeof(TList).Name} has no 'data'."), isEnveloped: true, unknown);
    }

    /// <summary>Reads the array; here as the generated reader does.</summary>
    protected virtual IReadOnlyList<TItem> ReadData(ref Utf8JsonReader reader, JsonSerializerOptions options) =>
        ConverterOf(options).Read(ref reader, typeof(IReadOnlyList<TItem>), options)!;

    private static JsonConverter<IReadOnlyList<TItem>> ConverterOf(JsonSerializerOptions options) =>
        (JsonConverter<IReadOnlyList<TItem>>)options.GetTypeInfo(typeof(IReadOnlyList<TItem>)).Converter;
}
