namespace TogetherAI;

/// <summary>The first line of a CSV: what separates its values, and which of them are of use. Immutable.</summary>
internal sealed class CsvHeader
{
    private readonly (LogName Name, string Header)?[] _columns;

    public CsvHeader(long line, string text, bool needsModel)
    {
        Separator = text.Count('\t') > 0 ? '\t' : text.Count(';') > text.Count(',') ? ';' : ',';
        List<CsvField> fields = [];
        if (!CsvLine.Split(text, Separator, fields))
            throw new TrafficLogException(line, fields[^1].Column, "A quote in the header is never closed.");
        _columns = [.. fields.Select(static field => LogNames.Find(field.Text) is { } name ? ((LogName, string)?)(name, field.Text) : null)];
        Require(line, text, LogField.At, "when a request was sent (such as timestamp)");
        Require(line, text, LogField.PromptTokens, "the prompt's length (such as prompt_tokens or ContextTokens)");
        Require(line, text, LogField.CompletionTokens, "the answer's length (such as completion_tokens or GeneratedTokens)");
        if (needsModel)
            Require(line, text, LogField.Model, "the model, which is asked for here (model)");
    }

    public char Separator { get; }

    public void Read(List<CsvField> fields, LogRow row)
    {
        for (int i = 0; i < _columns.Length; i++)
        {
            if (_columns[i] is not var (name, header))
                continue;
            if (i >= fields.Count)
                throw new TrafficLogException(row.Line, fields[^1].Column, $"The line ends before {header}: it has {fields.Count} values, the header {_columns.Length}.");
            row.Set(new LogValue(name, header, fields[i].Text.Trim(), fields[i].Column));
        }
    }

    private void Require(long line, string text, LogField field, string what)
    {
        if (Array.TrueForAll(_columns, column => column?.Name.Field != field))
            throw new TrafficLogException(line, 1, $"No column tells {what}. The first line must name the columns; it is '{(text.Length <= 120 ? text : text[..120] + "…")}'.");
    }
}
