using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace TogetherAI;

/// <summary>Lines of JSON. One is in memory at a time.</summary>
internal static class JsonlRows
{
    public static async IAsyncEnumerable<BatchRow> ReadAsync(string path, string? key, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach ((string line, long number) in LinesAsync(path, cancellationToken).ConfigureAwait(false))
        {
            string place = RowFile.Place(path, number);
            JsonObject fields = Parse(line, place);
            yield return new BatchRow { Key = Key(fields, key, place) ?? number.ToString(CultureInfo.InvariantCulture), Place = place, Fields = fields };
        }
    }

    public static async IAsyncEnumerable<T> ReadAsync<T>(string path, JsonTypeInfo<T> type, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach ((string line, long number) in LinesAsync(path, cancellationToken).ConfigureAwait(false))
            yield return Parse(line, type, RowFile.Place(path, number));
    }

    private static async IAsyncEnumerable<(string Line, long Number)> LinesAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using StreamReader lines = RowFile.Open(path);
        for (long number = 1; await RowFile.LineAsync(lines, path, number, cancellationToken).ConfigureAwait(false) is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line))
                yield return (line, number);
        }
    }

    private static T Parse<T>(string line, JsonTypeInfo<T> type, string place)
    {
        try
        {
            return JsonSerializer.Deserialize(line, type) ?? throw new ArgumentException($"{place} is null, which is no input.");
        }
        catch (JsonException exception)
        {
            throw new ArgumentException($"{place} is no {typeof(T).Name}: {exception.Message}", exception);
        }
    }

    private static JsonObject Parse(string line, string place)
    {
        try
        {
            return JsonNode.Parse(line) as JsonObject ?? throw new ArgumentException($"{place} is JSON, but no object; each line has to be one, such as {{\"id\": 1, \"text\": \"…\"}}.");
        }
        catch (JsonException exception)
        {
            throw new ArgumentException($"{place} is not JSON: {exception.Message}", exception);
        }
    }

    private static string? Key(JsonObject fields, string? named, string place)
    {
        string? field = named ?? RowFile.UsualKeys.FirstOrDefault(fields.ContainsKey);
        if (field is null)
            return null;
        return fields[field] switch
        {
            JsonValue value when value.GetValueKind() is JsonValueKind.String or JsonValueKind.Number => value.ToString(),
            null => throw new ArgumentException($"{place} has no {field}, the field that is to tell inputs apart; it has {string.Join(", ", fields.Select(static other => other.Key))}."),
            _ => throw new ArgumentException($"{place}: {field}, the field that is to tell inputs apart, is neither a string nor a number."),
        };
    }
}
