using System.Text.Json;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>
/// A list without holes. The serializer lets null pass as an element of any list; here it is a fault of the sender, told when the answer is
/// read and not as a null reference somewhere in the caller's code.
/// </summary>
internal sealed class WireListConverter<T> : JsonConverter<IReadOnlyList<T>>
    where T : class
{
    public override IReadOnlyList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException($"Expected an array of {typeof(T).Name}, found {reader.TokenType}.");
        JsonConverter<T> element = ElementOf(options);
        List<T> list = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.Null)
                throw new JsonException($"An array of {typeof(T).Name} holds null.");
            list.Add(element.Read(ref reader, typeof(T), options)!);
        }

        return list;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<T> value, JsonSerializerOptions options)
    {
        JsonConverter<T> element = ElementOf(options);
        writer.WriteStartArray();
        foreach (T item in value)
            element.Write(writer, item, options);
        writer.WriteEndArray();
    }

    // The converter and not the serializer, which would read every element twice: once to find its end, once for its content.
    private static JsonConverter<T> ElementOf(JsonSerializerOptions options) => (JsonConverter<T>)options.GetTypeInfo(typeof(T)).Converter;
}
