using System.Text.Json;

namespace TogetherAI.Local.Answers.Speech;

/// <summary>Reads the beginning of a text that may not have come whole: what fails is either not there or not there yet.</summary>
internal ref struct MarkReader(string text)
{
    private readonly string _text = text;

    public int At { get; private set; }

    /// <summary>Whether the text ended before it could be told.</summary>
    public bool IsShort { get; private set; }

    public void SkipSpace()
    {
        while (At < _text.Length && char.IsWhiteSpace(_text[At]))
            At++;
    }

    public bool Take(string mark)
    {
        ReadOnlySpan<char> rest = _text.AsSpan(At);
        if (rest.StartsWith(mark, StringComparison.Ordinal))
        {
            At += mark.Length;
            return true;
        }

        IsShort = mark.AsSpan().StartsWith(rest, StringComparison.Ordinal);
        return false;
    }

    /// <summary>What stands before a mark, which is passed too.</summary>
    public string? TakeUntil(string mark)
    {
        int end = _text.IndexOf(mark, At, StringComparison.Ordinal);
        IsShort = end < 0;
        if (end < 0)
            return null;
        string before = _text[At..end];
        At = end + mark.Length;
        return before;
    }

    /// <summary>A JSON string; null where there is none.</summary>
    public string? TakeString()
    {
        if (!Take("\""))
            return null;
        int begin = At - 1;
        for (int i = At; i < _text.Length; i++)
        {
            if (_text[i] == '\\')
            {
                i++;
            }
            else if (_text[i] == '"')
            {
                At = i + 1;
                return Parse(_text[begin..At]);
            }
        }

        IsShort = true;
        return null;
    }

    /// <summary>The answer to give where this could not be read.</summary>
    public readonly CallStep Fail() => IsShort ? CallStep.Incomplete : CallStep.No;

    private static string? Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Wire.WireJson.Default.String);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return null;
        }
    }
}
