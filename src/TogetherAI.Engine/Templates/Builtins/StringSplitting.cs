using TogetherAI.Engine.Templates.Values;

namespace TogetherAI.Engine.Templates.Builtins;

/// <summary>Python's <c>split</c> and <c>rsplit</c>: by a separator, or by runs of whitespace, which leave nothing empty.</summary>
internal static class StringSplitting
{
    public static List<object?> Split(string text, Arguments arguments, string method, bool fromEnd)
    {
        object?[] bound = arguments.Bind(method, "sep", "maxsplit");
        long most = bound[1].Whole(method, -1);
        if (most < 0) most = long.MaxValue;
        if (bound[0].Or(null) is null) return fromEnd ? ByWhitespaceFromEnd(text, most) : ByWhitespace(text, most);
        string separator = bound[0].Text(method);
        if (separator.Length == 0) throw new TemplateFault("empty separator");
        return fromEnd ? BySeparatorFromEnd(text, separator, most) : BySeparator(text, separator, most);
    }

    private static List<object?> BySeparator(string text, string separator, long most)
    {
        List<object?> parts = [];
        int start = 0;
        for (int at; parts.Count < most && (at = text.IndexOf(separator, start, StringComparison.Ordinal)) >= 0; start = at + separator.Length)
            parts.Add(text[start..at]);
        parts.Add(text[start..]);
        return parts;
    }

    private static List<object?> BySeparatorFromEnd(string text, string separator, long most)
    {
        List<object?> parts = [];
        int end = text.Length;
        while (parts.Count < most && text.AsSpan(0, end).LastIndexOf(separator, StringComparison.Ordinal) is int at and >= 0)
        {
            parts.Add(text[(at + separator.Length)..end]);
            end = at;
        }

        parts.Add(text[..end]);
        parts.Reverse();
        return parts;
    }

    private static List<object?> ByWhitespace(string text, long most)
    {
        List<object?> parts = [];
        int at = 0;
        while (true)
        {
            while (at < text.Length && PythonText.IsSpace(text[at])) at++;
            if (at == text.Length) return parts;
            if (parts.Count == most)
            {
                parts.Add(text[at..]);
                return parts;
            }

            int start = at;
            while (at < text.Length && !PythonText.IsSpace(text[at])) at++;
            parts.Add(text[start..at]);
        }
    }

    private static List<object?> ByWhitespaceFromEnd(string text, long most)
    {
        List<object?> parts = [];
        int end = text.Length;
        while (true)
        {
            while (end > 0 && PythonText.IsSpace(text[end - 1])) end--;
            if (end == 0) break;
            int start = end;
            if (parts.Count == most) start = 0;
            else while (start > 0 && !PythonText.IsSpace(text[start - 1])) start--;
            parts.Add(text[start..end]);
            end = start;
        }

        parts.Reverse();
        return parts;
    }
}
