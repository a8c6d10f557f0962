namespace TogetherAI.Engine.Templates.Syntax;

/// <summary>A place in the source: line and column, both from 1.</summary>
internal readonly record struct Position(int Line, int Column);

internal enum TokenKind
{
    Text,
    BlockBegin,
    BlockEnd,
    VariableBegin,
    VariableEnd,
    Name,
    String,
    Integer,
    Float,
    Operator,
    End,
}

/// <summary>A token; <see cref="Text"/> is its text, or a string literal's value.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, Position At)
{
    public bool IsName(string name) => Kind == TokenKind.Name && Text == name;

    public bool IsOperator(string text) => Kind == TokenKind.Operator && Text == text;

    public override string ToString() => Kind switch
    {
        TokenKind.End => "the end of the template",
        TokenKind.BlockEnd => "'%}'",
        TokenKind.VariableEnd => "'}}'",
        TokenKind.String => $"the string '{Text}'",
        _ => $"'{Text}'",
    };
}
