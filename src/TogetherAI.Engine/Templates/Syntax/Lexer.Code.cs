namespace TogetherAI.Engine.Templates.Syntax;

/// <content>What stands within <c>{{ }}</c> and <c>{% %}</c>.</content>
internal sealed partial class Lexer
{
    private static readonly string[] s_twoCharacterOperators = ["**", "//", "==", "!=", "<=", ">="];

    private void ReadTag(int tag, int inside, bool isVariable)
    {
        string close = isVariable ? "}}" : "%}";
        Stack<char> open = [];
        _tokens.Add(new Token(isVariable ? TokenKind.VariableBegin : TokenKind.BlockBegin, _source[tag..inside], PositionOf(tag)));
        _at = inside;
        while (true)
        {
            while (_at < _source.Length && char.IsWhiteSpace(_source[_at])) _at++;
            if (_at >= _source.Length) throw Fault(tag, $"the tag is not closed by '{close}'");
            if (open.Count == 0 && TryClose(close, isVariable)) return;
            ReadToken(open);
        }
    }

    private bool TryClose(string close, bool isVariable)
    {
        int start = _at;
        char sign = _source[start] == '-' || (_source[start] == '+' && !isVariable) ? _source[start] : ' ';
        int at = sign == ' ' ? start : start + 1;
        if (string.CompareOrdinal(_source, at, close, 0, 2) != 0) return false;
        _tokens.Add(new Token(isVariable ? TokenKind.VariableEnd : TokenKind.BlockEnd, close, PositionOf(start)));
        LeaveTag(at + 2, sign, trimsLine: !isVariable);
        return true;
    }

    private void ReadToken(Stack<char> open)
    {
        int start = _at;
        Position position = PositionOf(start);
        char c = _source[start];
        if (char.IsAsciiDigit(c))
        {
            _tokens.Add(ReadNumber(position));
        }
        else if (char.IsLetter(c) || c == '_')
        {
            while (_at < _source.Length && (char.IsLetterOrDigit(_source[_at]) || _source[_at] == '_')) _at++;
            _tokens.Add(new Token(TokenKind.Name, _source[start.._at], position));
        }
        else if (c is '\'' or '"')
        {
            _at++;
            while (_at < _source.Length && _source[_at] != c) _at += _source[_at] == '\\' ? 2 : 1;
            if (_at >= _source.Length) throw Fault(start, "the string is not closed");
            _tokens.Add(new Token(TokenKind.String, StringLiteral.Unescape(_source.AsSpan(start + 1, _at - start - 1)), position));
            _at++;
        }
        else
        {
            _tokens.Add(new Token(TokenKind.Operator, ReadOperator(open), position));
        }
    }

    private Token ReadNumber(Position position)
    {
        int start = _at;
        if (_source[start] == '0' && start + 1 < _source.Length && (_source[start + 1] | 0x20) is 'x' or 'o' or 'b')
        {
            _at += 2;
            while (_at < _source.Length && (char.IsAsciiHexDigit(_source[_at]) || _source[_at] == '_')) _at++;
            return new Token(TokenKind.Integer, Digits(start), position);
        }

        bool isFloat = false;
        SkipDigits();
        // In "items.0.name" the dot is no decimal point.
        bool afterDot = start > 0 && _source[start - 1] == '.';
        if (!afterDot && _at + 1 < _source.Length && _source[_at] == '.' && char.IsAsciiDigit(_source[_at + 1]))
        {
            isFloat = true;
            _at++;
            SkipDigits();
        }

        if (!afterDot && _at < _source.Length && (_source[_at] | 0x20) == 'e')
        {
            int exponent = _at + 1;
            if (exponent < _source.Length && _source[exponent] is '+' or '-') exponent++;
            if (exponent < _source.Length && char.IsAsciiDigit(_source[exponent]))
            {
                isFloat = true;
                _at = exponent;
                SkipDigits();
            }
        }

        return new Token(isFloat ? TokenKind.Float : TokenKind.Integer, Digits(start), position);
    }

    private void SkipDigits()
    {
        while (_at < _source.Length && (char.IsAsciiDigit(_source[_at]) || _source[_at] == '_')) _at++;
    }

    private string Digits(int start) => _source[start.._at].Replace("_", string.Empty, StringComparison.Ordinal);

    private string ReadOperator(Stack<char> open)
    {
        foreach (string two in s_twoCharacterOperators)
        {
            if (string.CompareOrdinal(_source, _at, two, 0, 2) != 0) continue;
            _at += 2;
            return two;
        }

        char c = _source[_at];
        if (!"+-*/%~=<>()[]{}.,:|;".Contains(c, StringComparison.Ordinal)) throw Fault(_at, $"'{c}' means nothing here");
        if (c is '(' or '[' or '{') open.Push(c switch { '(' => ')', '[' => ']', _ => '}' });
        if (c is ')' or ']' or '}' && (!open.TryPop(out char expected) || expected != c)) throw Fault(_at, $"'{c}' closes nothing");
        _at++;
        return c.ToString();
    }
}
