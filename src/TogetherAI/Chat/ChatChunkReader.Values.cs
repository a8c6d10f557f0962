using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TogetherAI;

/// <content>Single values, each read as the generated reader would read it.</content>
internal sealed partial class ChatChunkReader
{
    private static readonly TopLogProbsConverter s_topLogProbs = new();

    private static bool NextProperty(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    private static void Require(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (reader.TokenType != type)
            throw new JsonException($"Expected {type} in a chunk, found {reader.TokenType}.");
    }

    private static JsonException NotNull(string name) => new($"A chunk's '{name}' is null.");

    private static string? ReadString(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        Require(ref reader, JsonTokenType.String);
        return reader.GetString();
    }

    /// <summary>A string that hardly ever changes: the one from the last chunk is used again.</summary>
    private static string? ReadRepeated(ref Utf8JsonReader reader, ref string? last)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        Require(ref reader, JsonTokenType.String);
        return last is not null && reader.ValueTextEquals(last) ? last : last = reader.GetString();
    }

    private static int? ReadInt32(ref Utf8JsonReader reader) => ReadInt64(ref reader) switch
    {
        null => null,
        >= int.MinValue and <= int.MaxValue and { } value => (int)value,
        _ => throw new JsonException("A number in a chunk is too large."),
    };

    private static long? ReadInt64(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long value))
            return value;
        if (reader.TokenType == JsonTokenType.String && long.TryParse(reader.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value))
            return value;
        throw new JsonException($"Expected a whole number in a chunk, found {reader.TokenType}.");
    }

    private static T? ReadWireString<T>(ref Utf8JsonReader reader)
        where T : struct, IWireString<T>
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null ? null : WireStringConverter<T>.Read(ref reader);
    }

    private static IReadOnlyList<IReadOnlyDictionary<string, double>>? ReadTopLogProbs(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null ? null : s_topLogProbs.Read(ref reader, typeof(object), TogetherJsonContext.Default.Options);
    }

    private static T? ReadOrNull<T>(ref Utf8JsonReader reader, JsonTypeInfo<T> type)
        where T : class
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null ? null : JsonSerializer.Deserialize(ref reader, type);
    }

    private static void Keep(ref Utf8JsonReader reader, ref Dictionary<string, JsonElement>? unknown)
    {
        string name = reader.GetString()!;
        reader.Read();
        (unknown ??= [])[name] = JsonElement.ParseValue(ref reader);
    }
}
