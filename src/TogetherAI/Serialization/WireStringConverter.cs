using System.Text.Json;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>Reads and writes an open set of strings. Anything but a string is a fault of the sender.</summary>
internal sealed class WireStringConverter<T> : JsonConverter<T>
    where T : struct, IWireString<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    public static T Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException($"Expected a string for {typeof(T).Name}, found {reader.TokenType}.");
        int length = reader.HasValueSequence || reader.ValueIsEscaped ? -1 : reader.ValueSpan.Length;
        foreach (T known in T.WellKnown)
        {
            // The values of today are ASCII, so most of them are ruled out by their length alone.
            if ((length < 0 || length == known.Value.Length) && reader.ValueTextEquals(known.Value))
                return known;
        }

        return T.Create(reader.GetString()!);
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
