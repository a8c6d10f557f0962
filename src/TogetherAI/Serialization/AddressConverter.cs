using System.Text.Json;
using System.Text.Json.Serialization;
using static TogetherAI.JsonValues;

namespace TogetherAI;

/// <summary>
/// An address that comes alone, or in an object that may hold more. Each is written as it was read. What a caller makes is written as an
/// object: that form is accepted wherever the other is, and not the other way round.
/// </summary>
internal abstract class AddressConverter<T>(string property) : JsonConverter<T>
    where T : WireModel
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return Make(reader.GetString(), isBare: true);
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException($"The address of a {property} is a string or an object, not {reader.TokenType}.");
        string? address = null;
        Dictionary<string, JsonElement>? unknown = null;
        while (NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(property))
                address = ReadString(ref reader);
            else
                Keep(ref reader, ref unknown);
        }

        T value = Make(address, isBare: false);
        value.ExtensionData = unknown;
        return value;
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        (string address, bool isBare) = Take(value);
        if (isBare)
        {
            writer.WriteStringValue(address);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString(property, address);
        foreach ((string name, JsonElement field) in value.UnknownFields)
        {
            writer.WritePropertyName(name);
            field.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    protected abstract T Make(string? address, bool isBare);

    protected abstract (string Address, bool IsBare) Take(T value);
}
