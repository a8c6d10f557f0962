using System.Globalization;
using System.Numerics;
using System.Text;

namespace TogetherAI.Engine.Templates.Values;

/// <summary>How Python writes values: <c>str</c> for what is printed, <c>repr</c> for what lies within lists and mappings.</summary>
internal static class PythonRepr
{
    public static string Str(object? value) => value switch
    {
        string text => text,
        Undefined => string.Empty,
        _ => Repr(value),
    };

    public static string Repr(object? value)
    {
        if (value is bool or long or double or null) return Scalar(value);
        StringBuilder output = new();
        Write(output, value, 0);
        return output.ToString();
    }

    private static string Scalar(object? value) => value switch
    {
        null => "None",
        true => "True",
        false => "False",
        long number => number.ToString(CultureInfo.InvariantCulture),
        BigInteger number => number.ToString(CultureInfo.InvariantCulture),
        double number => PythonNumber.Repr(number),
        Undefined => "Undefined",
        ICallable callable => $"<function {callable.Name}>",
        _ => $"<{PythonType.Name(value)}>",
    };

    private static void Write(StringBuilder output, object? value, int depth)
    {
        if (depth > TemplateLimits.ValueDepth) throw new TemplateFault("a value to be printed is nested too deeply");
        if (output.Length > TemplateLimits.TextLength) throw new TemplateFault("a value to be printed is too long");
        switch (value)
        {
            case string text: WriteString(output, text); break;
            case List<object?> list: WriteItems(output, '[', list, ']', depth); break;
            case object?[] tuple:
                WriteItems(output, '(', tuple, tuple.Length == 1 ? ',' : ')', depth);
                if (tuple.Length == 1) output.Append(')');
                break;
            case DictValue dict: WriteDict(output, dict, depth); break;
            case IterableValue { Length: not null } view:
                output.Append(view.Name).Append('(');
                WriteItems(output, '[', view.Take(), ']', depth);
                output.Append(')');
                break;
            case NamespaceValue names:
                output.Append("<Namespace ");
                WriteDict(output, names.Attributes, depth);
                output.Append('>');
                break;
            default: output.Append(Scalar(value)); break;
        }
    }

    private static void WriteItems(StringBuilder output, char open, IReadOnlyList<object?> items, char close, int depth)
    {
        output.Append(open);
        for (int i = 0; i < items.Count; i++)
        {
            if (i > 0) output.Append(", ");
            Write(output, items[i], depth + 1);
        }

        output.Append(close);
    }

    private static void WriteDict(StringBuilder output, DictValue dict, int depth)
    {
        output.Append('{');
        bool first = true;
        foreach ((object? key, object? item) in dict.Entries)
        {
            if (!first) output.Append(", ");
            first = false;
            Write(output, key, depth + 1);
            output.Append(": ");
            Write(output, item, depth + 1);
        }

        output.Append('}');
    }

    private static void WriteString(StringBuilder output, string text)
    {
        char quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        output.Append(quote);
        foreach (Rune rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '\n': output.Append("\\n"); break;
                case '\r': output.Append("\\r"); break;
                case '\t': output.Append("\\t"); break;
                case '\\': output.Append("\\\\"); break;
                case int c when c == quote: output.Append('\\').Append(quote); break;
                case int c when IsPrintable(rune): output.Append(rune); break;
                case <= 0xFF: output.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"); break;
                case <= 0xFFFF: output.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"); break;
                default: output.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}"); break;
            }
        }

        output.Append(quote);
    }

    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
}
