using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace TogetherAI;

/// <summary>Rows of a table whose first row names the columns.</summary>
internal static class CsvRows
{
    public static async IAsyncEnumerable<BatchRow> ReadAsync(string path, string? key, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using StreamReader text = RowFile.Open(path);
        CsvReader rows = new(text, path);
        string name = Path.GetFileName(path);
        IReadOnlyList<string> columns = await rows.ReadAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new ArgumentException($"{name} is empty. Its first line has to name the columns.");
        if (columns.Count != columns.Distinct(StringComparer.Ordinal).Count())
            throw new ArgumentException($"{name} names a column twice. Give each a name of its own.");
        int keys = key is null
            ? RowFile.UsualKeys.Select(usual => IndexOf(columns, usual)).FirstOrDefault(static index => index >= 0, -1)
            : IndexOf(columns, key) is >= 0 and int index
                ? index
                : throw new ArgumentException($"{name} has no column '{key}', which is to tell inputs apart; there is {string.Join(", ", columns)}.");
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false) is { } row)
        {
            string place = RowFile.Place(path, rows.Line);
            if (row.Count != columns.Count)
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{place} has {row.Count} fields, and the first line names {columns.Count}. A field with a comma in it needs quotes."));
            yield return new BatchRow
            {
                Key = keys >= 0 ? row[keys] : rows.Line.ToString(CultureInfo.InvariantCulture),
                Place = place,
                Fields = new JsonObject(columns.Select((column, i) => KeyValuePair.Create(column, (JsonNode?)JsonValue.Create(row[i])))),
            };
        }
    }

    private static int IndexOf(IReadOnlyList<string> columns, string wanted)
    {
        for (int index = 0; index < columns.Count; index++)
        {
            if (columns[index].Equals(wanted, StringComparison.OrdinalIgnoreCase))
                return index;
        }

        return -1;
    }
}
