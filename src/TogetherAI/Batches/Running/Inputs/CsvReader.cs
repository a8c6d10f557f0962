using System.Text;

namespace TogetherAI;

/// <summary>
/// Rows of comma-separated values (RFC 4180): a field in quotes may hold commas, lines and, doubled, quotes. Empty lines are passed over. One row
/// is in memory at a time.
/// </summary>
internal sealed class CsvReader(StreamReader text, string path)
{
    private long _next = 1;

    /// <summary>The line on which the last row begins, from 1.</summary>
    public long Line { get; private set; }

    /// <returns>The fields; null at the end.</returns>
    /// <exception cref="ArgumentException">A quote is not closed, or stands where none may.</exception>
    public async ValueTask<IReadOnlyList<string>?> ReadAsync(CancellationToken cancellationToken)
    {
        string? line;
        do
        {
            (line, Line) = (await LineAsync(cancellationToken).ConfigureAwait(false), _next++);
        }
        while (line is { Length: 0 });
        if (line is null)
            return null;

        List<string> fields = [];
        for (int at = 0; ;)
        {
            if (at == line.Length || line[at] != '"')
            {
                int comma = line.IndexOf(',', at);
                int end = comma < 0 ? line.Length : comma;
                fields.Add(line[at..end]);
                at = end;
            }
            else
            {
                (string field, line, at) = await QuotedAsync(line, at + 1, cancellationToken).ConfigureAwait(false);
                fields.Add(field);
            }

            if (at == line.Length)
                return fields;
            if (line[at++] != ',')
                throw Fault("a closing quote is followed by neither a comma nor the line's end. A quote within a field is written twice");
        }
    }

    private async ValueTask<(string Field, string Line, int At)> QuotedAsync(string line, int at, CancellationToken cancellationToken)
    {
        StringBuilder field = new();
        while (true)
        {
            int quote = line.IndexOf('"', at);
            if (quote < 0)
            {
                field.Append(line, at, line.Length - at).Append('\n');
                line = await LineAsync(cancellationToken).ConfigureAwait(false) ?? throw Fault("a quote is not closed before the file ends");
                _next++;
                at = 0;
                continue;
            }

            field.Append(line, at, quote - at);
            if (quote + 1 == line.Length || line[quote + 1] != '"')
                return (field.ToString(), line, quote + 1);
            field.Append('"');
            at = quote + 2;
        }
    }

    private ValueTask<string?> LineAsync(CancellationToken cancellationToken) => RowFile.LineAsync(text, path, _next, cancellationToken);

    private ArgumentException Fault(string what) => new($"{RowFile.Place(path, Line)}: {what}.");
}
