using System.Globalization;
using System.Text;

namespace TogetherAI.Cli.Commands.Batches.Inputs;

/// <summary>
/// Rows of comma-separated values (RFC 4180): a field in quotes may hold commas, lines and, doubled, quotes. Empty lines are passed over. One row
/// is in memory at a time.
/// </summary>
internal sealed class CsvReader(StreamReader text, string name)
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
            (line, Line) = (await LineAsync(cancellationToken), _next++);
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
                (string field, line, at) = await QuotedAsync(line, at + 1, cancellationToken);
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
                line = await LineAsync(cancellationToken) ?? throw Fault("a quote is not closed before the file ends");
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

    private async ValueTask<string?> LineAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await text.ReadLineAsync(cancellationToken);
        }
        catch (DecoderFallbackException exception)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} is not UTF-8 at line {_next} or after it. Write it anew as UTF-8."), exception);
        }
    }

    private ArgumentException Fault(string what) => new(string.Create(CultureInfo.InvariantCulture, $"{name}, line {Line}: {what}."));
}
