using System.Globalization;
using System.Numerics;
using System.Text;

namespace TogetherAI.Engine.Templates.Values;

/// <summary>Python's <c>json.dumps</c>, byte for byte: models were trained on what it writes.</summary>
/// <param name="EnsureAscii">Characters beyond ASCII are escaped.</param>
/// <param name="Indent">What a level is indented with; <see langword="null"/> for all on one line.</param>
/// <param name="ItemSeparator">Written between elements.</param>
/// <param name="KeySeparator">Written between key and value.</param>
/// <param name="SortKeys">Keys are sorted rather than kept in order.</param>
internal sealed record PythonJson(bool EnsureAscii, string? Indent, string ItemSeparator, string KeySeparator, bool SortKeys)
{
    public string Write(object? value)
    {
        StringBuilder output = new();
        Write(output, value, 0);
        return output.ToString();
    }

    private void Write(StringBuilder output, object? value, int depth)
    {
        if (depth > TemplateLimits.ValueDepth) throw new TemplateFault("a value for tojson is nested too deeply");
        if (output.Length > TemplateLimits.TextLength) throw new TemplateFault("a value for tojson is too long");
        switch (value)
        {
            case string text:
                WriteString(output, text);
                break;
            case IReadOnlyList<object?> items:
                WriteAll(output, '[', ']', items.Count, depth, i => Write(output, items[i], depth + 1));
                break;
            case DictValue dict:
                List<KeyValuePair<object?, object?>> entries = [.. dict.Entries];
                if (SortKeys) entries = PythonComparison.Sorted(entries, static entry => entry.Key, reverse: false, budget: null);
                WriteAll(output, '{', '}', entries.Count, depth, i =>
                {
                    WriteString(output, entries[i].Key as string ?? Scalar(entries[i].Key));
                    output.Append(KeySeparator);
                    Write(output, entries[i].Value, depth + 1);
                });
                break;
            default:
                output.Append(Scalar(value));
                break;
        }
    }

    private void WriteAll(StringBuilder output, char open, char close, int count, int depth, Action<int> write)
    {
        output.Append(open);
        for (int i = 0; i < count; i++)
        {
            if (i > 0) output.Append(ItemSeparator);
            NewLine(output, depth + 1);
            write(i);
        }

        if (count > 0) NewLine(output, depth);
        output.Append(close);
    }

    private void NewLine(StringBuilder output, int depth)
    {
        if (Indent is null) return;
        output.Append('\n');
        for (int i = 0; i < depth; i++) output.Append(Indent);
    }

    private static string Scalar(object? value) => value switch
    {
        null => "null",
        true => "true",
        false => "false",
        long number => number.ToString(CultureInfo.InvariantCulture),
        BigInteger number => number.ToString(CultureInfo.InvariantCulture),
        double number when double.IsNaN(number) => "NaN",
        double number when double.IsInfinity(number) => number > 0 ? "Infinity" : "-Infinity",
        double number => PythonNumber.Repr(number),
        Undefined missing => throw missing.Fault(),
        _ => throw new TemplateFault($"{PythonType.Name(value)} cannot be written as JSON"),
    };

    private void WriteString(StringBuilder output, string text)
    {
        output.Append('"');
        foreach (char c in text)
        {
            switch (c)
            {
                case '"': output.Append("\\\""); break;
                case '\\': output.Append("\\\\"); break;
                case '\n': output.Append("\\n"); break;
                case '\r': output.Append("\\r"); break;
                case '\t': output.Append("\\t"); break;
                case '\b': output.Append("\\b"); break;
                case '\f': output.Append("\\f"); break;
                case < ' ': output.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"); break;
                case > '~' when EnsureAscii && c != '\x7f': output.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"); break;
                default: output.Append(c); break;
            }
        }

        output.Append('"');
    }
}
