using System.Text;

namespace TogetherAI;

/// <summary>The lines of a log in one of the two forms. Used by one reader; not thread-safe.</summary>
internal sealed class LogLines
{
    private readonly List<CsvField> _fields = [];
    private readonly JsonLogLine _json = new();
    private readonly CsvHeader? _header;
    private readonly StringBuilder _open = new();

    private LogLines(CsvHeader? header) => _header = header;

    /// <summary>Whether the first line names columns and is no request itself.</summary>
    public bool IsHeaderLine => _header is not null;

    /// <summary>How much of a value is read whose quote is still open.</summary>
    public int OpenLength => _open.Length;

    /// <summary>Tells the form from the first line.</summary>
    public static LogLines Of(ReadOnlyMemory<byte> first, long number, bool needsModel)
    {
        ReadOnlySpan<byte> text = first.Span.TrimStart(" \t"u8);
        return new LogLines(text[0] == '{' ? null : new CsvHeader(number, Encoding.UTF8.GetString(first.Span), needsModel));
    }

    /// <summary>Reads a line; false where a quote is still open, so that the next line belongs to it.</summary>
    public bool Read(ReadOnlyMemory<byte> line, LogRow row)
    {
        if (_header is null)
        {
            _json.Read(line.Span, row);
            return true;
        }

        string text = Encoding.UTF8.GetString(line.Span);
        if (_open.Length > 0)
        {
            _open.Append('\n').Append(text);
            if (!text.Contains('"', StringComparison.Ordinal)) // only a quote can close one: else a long value would be cut over and over
                return false;
            text = _open.ToString();
        }

        bool closed = CsvLine.Split(text, _header.Separator, _fields);
        _open.Clear();
        if (closed)
            _header.Read(_fields, row);
        else
            _open.Append(text);
        return closed;
    }
}
