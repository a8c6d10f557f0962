using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>
/// An array of numbers, read number by number into one array of exactly its length. Servers that know OpenAI's <c>encoding_format</c> may
/// send base64 of little-endian floats instead. A number that no float can hold is a fault of the sender.
/// </summary>
internal sealed class VectorConverter : JsonConverter<ReadOnlyMemory<float>>
{
    public override ReadOnlyMemory<float> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.StartArray => ReadArray(ref reader),
        JsonTokenType.String => ReadBase64(ref reader),
        _ => throw new JsonException($"An embedding is an array of numbers, not {reader.TokenType}."),
    };

    public override void Write(Utf8JsonWriter writer, ReadOnlyMemory<float> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (float number in value.Span)
            writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }

    private static float[] ReadArray(ref Utf8JsonReader reader)
    {
        float[] buffer = ArrayPool<float>.Shared.Rent(1024);
        try
        {
            int count = 0;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType != JsonTokenType.Number)
                    throw new JsonException($"An embedding holds a {reader.TokenType} among its numbers.");
                if (count == buffer.Length)
                    buffer = Grow(buffer);
                buffer[count++] = reader.TryGetSingle(out float number) && float.IsFinite(number) ? number : throw TooLarge();
            }

            return buffer.AsSpan(0, count).ToArray();
        }
        finally
        {
            ArrayPool<float>.Shared.Return(buffer);
        }
    }

    private static float[] Grow(float[] buffer)
    {
        float[] larger = ArrayPool<float>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger.AsSpan());
        ArrayPool<float>.Shared.Return(buffer);
        return larger;
    }

    private static float[] ReadBase64(ref Utf8JsonReader reader)
    {
        if (!reader.TryGetBytesFromBase64(out byte[]? bytes) || bytes.Length % sizeof(float) != 0)
            throw new JsonException("An embedding is a string, and not one of little-endian floats in base64.");
        float[] vector = new float[bytes.Length / sizeof(float)];
        for (int i = 0; i < vector.Length; i++)
        {
            vector[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(i * sizeof(float)));
            if (!float.IsFinite(vector[i]))
                throw TooLarge();
        }

        return vector;
    }

    private static JsonException TooLarge() => new("An embedding holds a number that is not a finite 32-bit float.");
}
