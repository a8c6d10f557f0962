using System.Text.Encodings.Web;
using System.Text.Json;

namespace TogetherAI.Local.Answers.Speech;

/// <summary>
/// Makes JSON of arguments that are written one by one between marks, as they come: a text piece by piece, other values when they are whole.
/// What cannot be one more argument ends them. For one call; not thread-safe.
/// </summary>
internal sealed class MarkedArguments(ArgumentMarks marks, string function, ParameterKinds kinds)
{
    private const int LongestKey = 256;

    private bool _any, _inText;
    private string? _key;

    /// <summary>What comes next.</summary>
    /// <param name="text">What was said and not taken yet.</param>
    /// <param name="ended">Whether nothing more comes.</param>
    /// <returns>How much of it was taken, the JSON that it is, and whether that was the end. Null where more of the text must come first.</returns>
    public (int Length, string Json, bool IsLast)? Next(string text, bool ended) =>
        _inText ? NextOfText(text, 0, "") : _key is null ? NextKey(text) : NextValue(text, ended);

    /// <summary>What an answer comes to that ends before the call does: the rest of a value, and the close.</summary>
    /// <param name="text">What was said and not taken.</param>
    /// <param name="cut">Whether it was cut short: then the arguments stay open, so that nobody takes them for whole.</param>
    public string Rest(string text, bool cut)
    {
        if (_key is null)
            return cut ? "" : Close();
        int begin = _inText ? 0 : Begin(text);
        string value = cut ? text[begin..] : text[begin..^HalfMark(text.AsSpan(begin))];
        bool isText = _inText || kinds.Of(function, _key) switch { ParameterKind.Text => true, ParameterKind.TextOrNull => value != "null", _ => false };
        string json = !isText ? cut ? value : AsJson(value) : $"{(_inText ? "" : "\"")}{Escaped(value)}{(cut ? "" : "\"")}";
        return cut ? json : json + Close();
    }

    private (int Length, string Json, bool IsLast)? NextKey(string text)
    {
        MarkReader reader = new(text);
        reader.SkipSpace();
        if (reader.Take(marks.End))
            return (reader.At, Close(), true);
        bool isShort = reader.IsShort;
        if (!reader.Take(marks.Key))
            return isShort || reader.IsShort ? null : (0, Close(), true);
        if (reader.TakeUntil(marks.KeyEnd) is not { } key)
            return text.Length - reader.At <= LongestKey ? null : (0, Close(), true);
        if (marks.Value.Length > 0)
        {
            reader.SkipSpace();
            if (!reader.Take(marks.Value))
                return reader.IsShort ? null : (0, Close(), true);
        }

        _key = key.Trim();
        string json = $"{(_any ? ", " : "{")}{Json(_key)}: ";
        _any = true;
        return (reader.At, json, false);
    }

    private (int Length, string Json, bool IsLast)? NextValue(string text, bool ended)
    {
        int begin = Begin(text);
        if (text.Length <= begin)
            return null;
        ParameterKind kind = kinds.Of(function, _key!);
        if (kind == ParameterKind.TextOrNull)
        {
            MarkReader reader = new(text[begin..]);
            if (reader.Take("null") && (!marks.OnLines || reader.Take("\n") || !reader.IsShort) && reader.Take(marks.ValueEnd))
            {
                _key = null;
                return (begin + reader.At, "null", false);
            }

            if (reader.IsShort)
                return null;
        }

        if (kind != ParameterKind.Value)
        {
            _inText = true;
            return NextOfText(text, begin, "\"");
        }

        int end = EndOfValue(text, ended);
        if (end < 0)
            return null;
        string value = text[begin..(marks.OnLines && end > begin && text[end - 1] == '\n' ? end - 1 : end)];
        _key = null;
        return (end + marks.ValueEnd.Length, AsJson(value), false);
    }

    /// <summary>More of a text, whose end may have begun already.</summary>
    private (int Length, string Json, bool IsLast)? NextOfText(string text, int begin, string before)
    {
        int end = text.IndexOf(marks.ValueEnd, begin, StringComparison.Ordinal);
        if (end < 0)
        {
            int sure = text.Length - Held(text.AsSpan(begin));
            return sure > begin || before.Length > 0 ? (sure, before + Escaped(text[begin..sure]), false) : null;
        }

        int last = marks.OnLines && end > begin && text[end - 1] == '\n' ? end - 1 : end;
        (_inText, _key) = (false, null);
        return (end + marks.ValueEnd.Length, $"{before}{Escaped(text[begin..last])}\"", false);
    }

    /// <summary>Where a value begins.</summary>
    private int Begin(string text) => marks.OnLines && text.StartsWith('\n') ? 1 : 0;

    /// <summary>How much at the end of a text may be the beginning of what ends it, or half a character.</summary>
    private int Held(ReadOnlySpan<char> text)
    {
        int held = HalfMark(text);
        return held == 0 && text is [.., var last] && char.IsHighSurrogate(last) ? 1 : held;
    }

    private int HalfMark(ReadOnlySpan<char> text) =>
        Math.Max(marks.OnLines ? SpeechParser.Overlap(text, "\n" + marks.ValueEnd) : 0, SpeechParser.Overlap(text, marks.ValueEnd));

    /// <summary>
    /// Where a value that is no text ends: at the first mark that does not stand in a string of its JSON. A mark that the call goes on after
    /// ends it all the same: a string that was left open would take in the rest of the answer.
    /// </summary>
    private int EndOfValue(string text, bool ended)
    {
        bool structured = text.AsSpan().TrimStart() is ['{' or '[' or '"', ..], inString = false;
        for (int at = 0; at < text.Length; at++)
        {
            if (text.AsSpan(at).StartsWith(marks.ValueEnd, StringComparison.Ordinal))
            {
                bool? ends = !inString ? true : GoesOn(text.AsSpan(at + marks.ValueEnd.Length));
                if (ends ?? ended)
                    return at;
                if (ends is null)
                    return -1;
            }

            if (inString && text[at] == '\\' && at + 1 < text.Length && text[at + 1] is ('"' or '\\'))
                at++;
            else if (structured && text[at] == '"')
                inString = !inString;
        }

        return -1;
    }

    /// <summary>Whether a text begins with one more argument or the end of the call; null where more of it must come first.</summary>
    private bool? GoesOn(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> rest = text.TrimStart();
        if (rest.StartsWith(marks.Key, StringComparison.Ordinal) || rest.StartsWith(marks.End, StringComparison.Ordinal))
            return true;
        return marks.Key.AsSpan().StartsWith(rest, StringComparison.Ordinal) || marks.End.AsSpan().StartsWith(rest, StringComparison.Ordinal) ? null : false;
    }

    private string Close() => _any ? "}" : "{}";

    /// <summary>A value as JSON where it is some, Python's constants as JSON's; else as a text.</summary>
    private static string AsJson(string value)
    {
        string trimmed = value.Trim();
        if (trimmed is "True" or "False" or "None")
            return trimmed is "None" ? "null" : trimmed.ToLowerInvariant();
        try
        {
            using JsonDocument document = JsonDocument.Parse(trimmed);
            return trimmed;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return Json(value);
        }
    }

    private static string Json(string text) => $"\"{Escaped(text)}\"";

    private static string Escaped(string text) => JsonEncodedText.Encode(Mended(text), JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();

    // Half a character alone cannot be written as UTF-8.
    private static string Mended(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
}
