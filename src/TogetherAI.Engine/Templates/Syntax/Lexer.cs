namespace TogetherAI.Engine.Templates.Syntax;

/// <summary>
/// Cuts a template into tokens. Whitespace is dealt with here, as Jinja does with <c>trim_blocks</c> and <c>lstrip_blocks</c>: a block or
/// comment swallows the line break after it and, where it stands alone, the blanks before it; <c>-</c> swallows all whitespace on its side,
/// <c>+</c> none.
/// </summary>
internal sealed partial class Lexer
{
    private readonly string _source;
    private readonly string _file;
    private readonly List<Token> _tokens = [];
    private int _at;
    private bool _lineStarts = true;
    private int _counted;
    private int _line = 1;
    private int _lineStart;

    private Lexer(string source, string file)
    {
        // One final line break is not part of a template.
        source = source.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        _source = source.EndsWith('\n') ? source[..^1] : source;
        _file = file;
    }

    public static List<Token> Tokenize(string source, string file)
    {
        if (source.Length > TemplateLimits.SourceLength)
            throw new ChatTemplateException(file, 1, 1, $"the template is longer than {TemplateLimits.SourceLength} characters");
        Lexer lexer = new(source, file);
        lexer.Run();
        return lexer._tokens;
    }

    private void Run()
    {
        while (_at < _source.Length)
        {
            int tag = FindTag(_at);
            if (tag < 0)
            {
                AddText(_at, _source.Length);
                _at = _source.Length;
                break;
            }

            char kind = _source[tag + 1];
            char sign = tag + 2 < _source.Length && _source[tag + 2] is '-' or '+' ? _source[tag + 2] : ' ';
            AddText(_at, TextEnd(_at, tag, sign, isVariable: kind == '{'));
            int inside = tag + (sign == ' ' ? 2 : 3);
            if (kind == '#') SkipComment(tag, inside);
            else if (kind == '%' && TryRaw(tag, inside)) continue;
            else ReadTag(tag, inside, kind == '{');
        }

        _tokens.Add(new Token(TokenKind.End, string.Empty, PositionOf(_source.Length)));
    }

    private int FindTag(int from)
    {
        for (int at = from; (at = _source.IndexOf('{', at)) >= 0 && at + 1 < _source.Length; at++)
        {
            if (_source[at + 1] is '{' or '%' or '#') return at;
        }

        return -1;
    }

    /// <summary>Where the text before a tag ends, once whitespace is taken off.</summary>
    private int TextEnd(int start, int tag, char sign, bool isVariable)
    {
        int end = tag;
        if (sign == '-')
        {
            while (end > start && char.IsWhiteSpace(_source[end - 1])) end--;
            return end;
        }

        if (sign == '+' || isVariable) return tag;
        while (end > start && _source[end - 1] != '\n' && char.IsWhiteSpace(_source[end - 1])) end--;
        bool standsAlone = end > start ? _source[end - 1] == '\n' : _lineStarts;
        return standsAlone ? end : tag;
    }

    private void AddText(int start, int end)
    {
        if (end > start) _tokens.Add(new Token(TokenKind.Text, _source[start..end], PositionOf(start)));
    }

    private void SkipComment(int tag, int inside)
    {
        int end = _source.IndexOf("#}", inside, StringComparison.Ordinal);
        if (end < 0) throw Fault(tag, "the comment is not closed");
        char sign = end > inside ? _source[end - 1] : ' ';
        LeaveTag(end + 2, sign, trimsLine: true);
    }

    /// <summary>Goes on after a tag, past the whitespace that it swallows.</summary>
    private void LeaveTag(int end, char sign, bool trimsLine)
    {
        _at = end;
        if (sign == '-')
        {
            while (_at < _source.Length && char.IsWhiteSpace(_source[_at])) _at++;
        }
        else if (trimsLine && sign != '+' && _at < _source.Length && _source[_at] == '\n')
        {
            _at++;
        }

        _lineStarts = _source[_at - 1] == '\n';
    }

    /// <summary><c>{% raw %}…{% endraw %}</c>: text that looks like tags.</summary>
    private bool TryRaw(int tag, int inside)
    {
        if (MatchWordTag(inside, "raw") is not (int bodyStart, char beginSign)) return false;
        LeaveTag(bodyStart, beginSign, trimsLine: false);
        for (int end = _at; (end = _source.IndexOf("{%", end, StringComparison.Ordinal)) >= 0; end += 2)
        {
            char sign = end + 2 < _source.Length && _source[end + 2] is '-' or '+' ? _source[end + 2] : ' ';
            if (MatchWordTag(end + (sign == ' ' ? 2 : 3), "endraw") is not (int after, char endSign)) continue;
            AddText(_at, TextEnd(_at, end, sign, isVariable: false));
            LeaveTag(after, endSign, trimsLine: true);
            return true;
        }

        throw Fault(tag, "the raw block is not closed");
    }

    private (int After, char Sign)? MatchWordTag(int at, string word)
    {
        while (at < _source.Length && char.IsWhiteSpace(_source[at])) at++;
        if (string.CompareOrdinal(_source, at, word, 0, word.Length) != 0) return null;
        at += word.Length;
        while (at < _source.Length && char.IsWhiteSpace(_source[at])) at++;
        char sign = at < _source.Length && _source[at] is '-' or '+' ? _source[at++] : ' ';
        return string.CompareOrdinal(_source, at, "%}", 0, 2) == 0 ? (at + 2, sign) : null;
    }

    /// <summary>The position of an offset. Offsets are asked for in rising order, but for faults.</summary>
    private Position PositionOf(int offset)
    {
        if (offset < _lineStart) (_counted, _line, _lineStart) = (0, 1, 0);
        for (; _counted < offset; _counted++)
        {
            if (_source[_counted] != '\n') continue;
            _line++;
            _lineStart = _counted + 1;
        }

        return new Position(_line, offset - _lineStart + 1);
    }

    private ChatTemplateException Fault(int offset, string problem)
    {
        Position at = PositionOf(offset);
        return new ChatTemplateException(_file, at.Line, at.Column, problem);
    }
}
