using System.Globalization;
using System.Text;

namespace TogetherAI.Engine.Constraints.Grammars;

/// <summary>The words of a grammar.</summary>
internal sealed partial class GrammarCompiler
{
    private string ReadName()
    {
        int begin = _at;
        while (_at < grammar.Length && (char.IsAsciiLetterOrDigit(grammar[_at]) || grammar[_at] is '-' or '_'))
            _at++;
        return _at > begin ? grammar[begin.._at] : throw Wrong($"{(_at < grammar.Length ? $"'{grammar[_at]}'" : "the end")} stands where a rule's name, a text or a class was expected");
    }

    private string ReadText()
    {
        StringBuilder text = new();
        for (_at++; _at < grammar.Length && grammar[_at] is not '"' and not '\n';)
            text.Append(ReadCharacter());
        return Take("\"") ? text.ToString() : throw Wrong("a text lacks its closing quote");
    }

    /// <summary>A class as a pattern writes it.</summary>
    private string ReadClass()
    {
        if (Take("."))
            return @"[\s\S]";
        StringBuilder pattern = new("[");
        _at++;
        if (Take("^"))
            pattern.Append('^');
        while (_at < grammar.Length && grammar[_at] is not ']' and not '\n')
        {
            bool isRange = grammar[_at] == '-' && pattern.Length > 1 && _at + 1 < grammar.Length && grammar[_at + 1] != ']';
            string next = ReadCharacter();
            pattern.Append(isRange ? next : string.Create(CultureInfo.InvariantCulture, $"\\u{{{char.ConvertToUtf32(next, 0):x}}}"));
        }

        return Take("]") ? pattern.Append(']').ToString() : throw Wrong("a class lacks its ]");
    }

    private string ReadCharacter()
    {
        if (grammar[_at] != '\\')
        {
            int length = char.IsSurrogatePair(grammar, _at) ? 2 : 1;
            _at += length;
            return char.IsSurrogate(grammar[_at - 1]) && length == 1 ? throw Wrong("there is half of a surrogate pair") : grammar.Substring(_at - length, length);
        }

        char escape = _at + 1 < grammar.Length ? grammar[_at + 1] : '\0';
        _at += 2;
        return escape switch
        {
            'n' => "\n",
            'r' => "\r",
            't' => "\t",
            'x' => ReadHex(2),
            'u' => ReadHex(4),
            'U' => ReadHex(8),
            '"' or '\\' or '[' or ']' or '-' or '^' => escape.ToString(),
            _ => throw Wrong($"\\{escape} is no escape"),
        };
    }

    private string ReadHex(int digits)
    {
        if (_at + digits > grammar.Length || !int.TryParse(grammar.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value)
            || !Rune.IsValid(value))
            throw Wrong("an escape is no character's number");
        _at += digits;
        return new Rune(value).ToString();
    }

    private (int Min, int? Max) ReadBounds()
    {
        int end = grammar.IndexOf('}', _at);
        string[] bounds = end < 0 ? [] : grammar[(_at + 1)..end].Split(',', StringSplitOptions.TrimEntries);
        if (bounds.Length is not (1 or 2) || !int.TryParse(bounds[0], NumberStyles.None, CultureInfo.InvariantCulture, out int min))
            throw Wrong("a repetition has no bounds");
        int? max = bounds.Length == 1 ? min : null;
        if (bounds.Length == 2 && bounds[1].Length > 0)
            max = int.TryParse(bounds[1], NumberStyles.None, CultureInfo.InvariantCulture, out int read) ? read : throw Wrong("a repetition has no bounds");
        if (min > max || Math.Max(min, max ?? 0) > MaxRepeats)
            throw Wrong($"a repetition has bounds in the wrong order or above {MaxRepeats}");
        _at = end;
        return (min, max);
    }

    private bool Take(string wanted)
    {
        bool there = string.CompareOrdinal(grammar, _at, wanted, 0, wanted.Length) == 0;
        _at += there ? wanted.Length : 0;
        return there;
    }

    private void SkipSpace(bool lines)
    {
        while (_at < grammar.Length)
        {
            if (grammar[_at] == '#')
                _at = grammar.IndexOf('\n', _at) is >= 0 and var end ? end : grammar.Length;
            else if (grammar[_at] is ' ' or '\t' || (lines && grammar[_at] is '\n' or '\r'))
                _at++;
            else
                break;
        }
    }

    private ArgumentException Wrong(string reason) => new(
        string.Create(CultureInfo.InvariantCulture, $"The grammar cannot be read at line {grammar.AsSpan(0, Math.Min(_at, grammar.Length)).Count('\n') + 1}: {reason}."), nameof(grammar));
}
