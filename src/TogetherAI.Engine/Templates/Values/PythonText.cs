using System.Text;

namespace TogetherAI.Engine.Templates.Values;

/// <summary>
/// Python counts characters where .NET counts UTF-16 units. Where a text has no surrogates the two are the same, and that is the fast way.
/// </summary>
internal static class PythonText
{
    public static int Length(string text) => IsPlain(text) ? text.Length : text.EnumerateRunes().Count();

    public static IEnumerable<object?> Characters(string text)
    {
        foreach (Rune rune in text.EnumerateRunes()) yield return rune.ToString();
    }

    public static string? At(string text, long index)
    {
        if (!IsPlain(text))
        {
            string[] characters = Split(text);
            return PythonSequence.TryIndex(index, characters.Length, out int place) ? characters[place] : null;
        }

        return PythonSequence.TryIndex(index, text.Length, out int at) ? text[at].ToString() : null;
    }

    public static string Slice(string text, long? start, long? stop, long step)
    {
        if (IsPlain(text))
        {
            (int from, int to) = PythonSequence.Bounds(text.Length, start, stop, step);
            if (step == 1) return to > from ? text[from..to] : string.Empty;
            StringBuilder plain = new();
            PythonSequence.Walk(from, to, step, i => plain.Append(text[i]));
            return plain.ToString();
        }

        string[] characters = Split(text);
        (int first, int end) = PythonSequence.Bounds(characters.Length, start, stop, step);
        StringBuilder slice = new();
        PythonSequence.Walk(first, end, step, i => slice.Append(characters[i]));
        return slice.ToString();
    }

    /// <summary>The lines of a text, without their ends, as <c>str.splitlines</c> has them.</summary>
    public static List<string> SplitLines(string text)
    {
        List<string> lines = [];
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('\n' or '\r' or '\v' or '\f' or '\x1c' or '\x1d' or '\x1e' or '\x85' or '\u2028' or '\u2029')) continue;
            lines.Add(text[start..i]);
            if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n') i++;
            start = i + 1;
        }

        if (start < text.Length) lines.Add(text[start..]);
        return lines;
    }

    /// <summary>What <c>str.strip</c> takes for whitespace: Unicode's, and the four separators of ASCII.</summary>
    public static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\x1c' and <= '\x1f';

    public static string Strip(string text, string? characters, bool left, bool right)
    {
        int start = 0;
        int end = text.Length;
        if (left) while (start < end && IsStripped(text[start])) start++;
        if (right) while (end > start && IsStripped(text[end - 1])) end--;
        return text[start..end];

        bool IsStripped(char c) => characters is null ? IsSpace(c) : characters.Contains(c, StringComparison.Ordinal);
    }

    /// <summary>Upper case; of the letters whose upper case is two, only the sharp s is worth a rule.</summary>
    public static string Upper(string text) => text.ToUpperInvariant().Replace("ß", "SS", StringComparison.Ordinal);

    public static string Capitalize(string text) =>
        text.Length == 0 ? text : text[..1].ToUpperInvariant() + text[1..].ToLowerInvariant();

    private static bool IsPlain(string text) => !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF');

    private static string[] Split(string text) => [.. text.EnumerateRunes().Select(static rune => rune.ToString())];
}
