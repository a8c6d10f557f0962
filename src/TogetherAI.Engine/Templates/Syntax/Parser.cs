using TogetherAI.Engine.Templates.Values;

namespace TogetherAI.Engine.Templates.Syntax;

/// <summary>Builds the tree of a template, after the grammar of Jinja 3.1.</summary>
internal sealed partial class Parser
{
    private readonly List<Token> _tokens;
    private readonly string _file;
    private int _at;
    private int _depth;
    private int _loops;
    private HashSet<string> _macroUses = [];

    private Parser(List<Token> tokens, string file)
    {
        _tokens = tokens;
        _file = file;
    }

    private Token Current => _tokens[_at];

    public static IReadOnlyList<Statement> Parse(string source, string file)
    {
        Parser parser = new(Lexer.Tokenize(source, file), file);
        IReadOnlyList<Statement> body = parser.ParseBody();
        if (parser.Current.Kind != TokenKind.End) throw parser.Fault($"'{parser._tokens[parser._at + 1].Text}' has nothing to close");
        return body;
    }

    private Token Next() => Current.Kind == TokenKind.End ? Current : _tokens[_at++];

    private bool SkipOperator(string text)
    {
        if (!Current.IsOperator(text)) return false;
        _at++;
        return true;
    }

    private bool SkipName(string name)
    {
        if (!Current.IsName(name)) return false;
        _at++;
        return true;
    }

    private void ExpectOperator(string text)
    {
        if (!SkipOperator(text)) throw Fault($"expected '{text}' and found {Current}");
    }

    private void ExpectName(string name)
    {
        if (!SkipName(name)) throw Fault($"expected '{name}' and found {Current}");
    }

    private string ExpectAnyName() => Current.Kind == TokenKind.Name ? Next().Text : throw Fault($"expected a name and found {Current}");

    private void Expect(TokenKind kind, string text)
    {
        if (Current.Kind != kind) throw Fault($"expected '{text}' and found {Current}");
        _at++;
    }

    /// <summary>Counts nesting, so that a hostile template cannot exhaust the stack.</summary>
    private T Nested<T>(Func<T> parse)
    {
        if (++_depth > TemplateLimits.SyntaxDepth) throw Fault("statements or expressions are nested too deeply");
        T node = parse();
        _depth--;
        return node;
    }

    private ChatTemplateException Fault(string problem) => Fault(Current.At, problem);

    private ChatTemplateException Fault(Position at, string problem) => new(_file, at.Line, at.Column, problem);

    private object ParseInteger(Token token)
    {
        string digits = token.Text;
        try
        {
            if (digits is ['0', 'x' or 'X', ..]) return Convert.ToInt64(digits[2..], 16);
            if (digits is ['0', 'o' or 'O', ..]) return Convert.ToInt64(digits[2..], 8);
            if (digits is ['0', 'b' or 'B', ..]) return Convert.ToInt64(digits[2..], 2);
            return PythonNumber.Whole(digits);
        }
        catch (Exception fault) when (fault is FormatException or OverflowException or ArgumentException or TemplateFault)
        {
            throw Fault(token.At, $"'{digits}' is no number, or too large");
        }
    }
}
