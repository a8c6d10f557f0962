using System.Globalization;

namespace TogetherAI.Engine.Constraints.Languages;

/// <summary>Escapes and classes of characters.</summary>
internal sealed partial class PatternParser
{
    private CodePoints ReadClass()
    {
        bool negated = Take('^');
        List<(int, int)> ranges = [];
        while (true)
        {
            if (_at == _text.Length)
                throw new PatternException("has a [ without its ]");
            if (Take(']'))
                break;
            CodePoints first = ReadClassAtom();
            if (_at + 1 < _text.Length && _text[_at] == '-' && _text[_at + 1] != ']')
            {
                _at++;
                CodePoints last = ReadClassAtom();
                if (first.Ranges is not [(var from, var same)] || from != same || last.Ranges is not [(var to, var alike)] || to != alike || from > to)
                    throw new PatternException("has a range of characters in the wrong order");
                ranges.Add((from, to));
            }
            else
            {
                ranges.AddRange(first.Ranges);
            }
        }

        CodePoints points = CodePoints.Of([.. ranges]);
        return negated ? points.Complement() : points;
    }

    private CodePoints ReadClassAtom()
    {
        int next = _text[_at++];
        return next == '\\' ? ReadEscape(inClass: true) : CodePoints.Of((next, next));
    }

    private CodePoints ReadEscape(bool inClass)
    {
        if (_at == _text.Length)
            throw new PatternException("ends with a \\");
        int next = _text[_at++];
        int? single = next switch
        {
            't' => '\t',
            'n' => '\n',
            'v' => '\v',
            'f' => '\f',
            'r' => '\r',
            '0' when _at == _text.Length || _text[_at] is < '0' or > '9' => 0,
            'b' when inClass => '\b',
            'c' when _at < _text.Length && char.IsAsciiLetter((char)_text[_at]) => _text[_at++] % 32,
            'x' => ReadHex(2),
            'u' => ReadUnicode(),
            _ => null,
        };
        if (single is { } point)
            return CodePoints.Of((point, point));
        return next switch
        {
            'd' => CodePoints.Digit,
            'D' => CodePoints.Digit.Complement(),
            'w' => CodePoints.Word,
            'W' => CodePoints.Word.Complement(),
            's' => CodePoints.Space,
            'S' => CodePoints.Space.Complement(),
            'p' => ReadProperty(),
            'P' => ReadProperty().Complement(),
            >= '1' and <= '9' or 'k' => throw new PatternException("refers back to a group, which no automaton can follow"),
            < 128 when char.IsAsciiLetterOrDigit((char)next) => throw new PatternException($"has an escape \\{(char)next} that ECMA-262 does not know"),
            _ => CodePoints.Of((next, next)),
        };
    }

    private int ReadUnicode()
    {
        if (Take('{'))
        {
            int end = Array.IndexOf(_text, '}', _at);
            return end > _at && int.TryParse(Text(_at, end), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int point) && point is >= 0 and <= CodePoints.Last
                ? (_at = end + 1) > 0 ? point : 0
                : throw new PatternException("has a \\u{…} that is no character");
        }

        int unit = ReadHex(4);
        if (!char.IsHighSurrogate((char)unit) || !StartsWith("\\u"))
            return unit;
        int before = _at;
        _at += 2;
        int low = ReadHex(4);
        if (char.IsLowSurrogate((char)low))
            return char.ConvertToUtf32((char)unit, (char)low);
        _at = before;
        return unit;
    }

    private int ReadHex(int digits)
    {
        if (_at + digits > _text.Length || !int.TryParse(Text(_at, _at + digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value))
            throw new PatternException("has an escape that is no hexadecimal number");
        _at += digits;
        return value;
    }

    private CodePoints ReadProperty()
    {
        int end = Array.IndexOf(_text, '}', _at);
        if (!Take('{') || end < 0)
            throw new PatternException("has a \\p without its {…}");
        string name = Text(_at, end);
        _at = end + 1;
        return UnicodeProperties.Find(name.StartsWith("gc=", StringComparison.Ordinal) ? name[3..] : name)
            ?? throw new PatternException($"names the Unicode property {name}, which this engine does not know; it knows the general categories");
    }
}
