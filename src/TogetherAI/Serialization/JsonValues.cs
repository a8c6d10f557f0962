using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TogetherAI;

/// <summary>Single values, each read as the generated reader would read it, for the readers that are written by hand.</summary>
internal static class JsonValues
{
    private static readonly TopLogProbsConverter s_topLogProbs = new();

    public static bool NextProperty(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    public static void Require(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (reader.TokenType != type)
            throw new JsonException($"Expected {type}, found {reader.TokenType}.");
    }

    public static JsonException NotNull(string name) => new($"'{name}' is null.");

    public static string? ReadString(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        Require(ref reader, JsonTokenType.String);
        return reader.GetString();
    }

    /// <summary>A string that hardly ever changes: the one from the last chunk is used again.</summary>
    public static string? ReadRepeated(ref Utf8JsonReader reader, ref string? last)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        Require(ref reader, JsonTokenType.String);
        return last is not null && reader.ValueTextEquals(last) ? last : last = reader.GetString();
    }

    public static int? ReadInt32(ref Utf8JsonReader reader) => ReadInt64(ref reader) switch
    {
        null => null,
        >= int.MinValue and <= int.MaxValue and { } value => (int)value,
        _ => throw new JsonException("A number is too large."),
    };

    public static long? ReadInt64(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long value))
            return value;
        if (reader.TokenType == JsonTokenType.String && long.TryParse(reader.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value))
            return value;
        throw new JsonException($"Expected a whole number, found {reader.TokenType}.");
    }

    public static T? ReadWireString<T>(ref Utf8JsonReader reader)
        where T : struct, IWireString<T>
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null ? null : WireStringConverter<T>.Read(ref reader);
    }

    public static IReadOnlyList<IReadOnlyDictionary<string, double>>? ReadTopLogProbs(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null ? null : s_topLogProbs.Read(ref reader, typeof(object), TogetherJsonContext.Default.Options);
    }

    public static T? ReadOrNull<T>(ref Utf8JsonReader reader, JsonTypeInfo<T> type)
        where T : class
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null ? null : JsonSerializer.Deserialize(ref reader, type);
    }

    /// <summary>A list of what is read by hand too, or null.</summary>
    public static T[]? ReadList<T>(ref Utf8JsonReader reader, ReadItem<T> item)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        Require(ref reader, JsonTokenType.StartArray);
        T[] list = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            // Nearly every answer has one choice, and then this allocates once.
            Array.Resize(ref list, list.Length + 1);
            list[^1] = item(ref reader);
        }

        return list;
    }

    public static void Keep(ref Utf8JsonReader reader, ref Dictionary<string, JsonElement>? unknown)
    {
        string name = reader.GetString()!;
        reader.Read();
        (unknown ??= [])[name] = JsonElement.ParseValue(ref reader);
    }

    public delegate T ReadItem<out T>(ref Utf8JsonReader reader);
}
