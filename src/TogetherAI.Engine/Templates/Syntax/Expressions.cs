namespace TogetherAI.Engine.Templates.Syntax;

internal abstract record Expression(Position At);

internal sealed record LiteralExpression(Position At, object? Value) : Expression(At);

internal sealed record NameExpression(Position At, string Name) : Expression(At);

internal sealed record ListExpression(Position At, IReadOnlyList<Expression> Items) : Expression(At);

internal sealed record TupleExpression(Position At, IReadOnlyList<Expression> Items) : Expression(At);

internal sealed record DictExpression(Position At, IReadOnlyList<(Expression Key, Expression Value)> Entries) : Expression(At);

internal sealed record NotExpression(Position At, Expression Operand) : Expression(At);

internal sealed record SignExpression(Position At, bool Negative, Expression Operand) : Expression(At);

internal sealed record ArithmeticExpression(Position At, string Operator, Expression Left, Expression Right) : Expression(At);

internal sealed record AndExpression(Position At, Expression Left, Expression Right) : Expression(At);

internal sealed record OrExpression(Position At, Expression Left, Expression Right) : Expression(At);

internal sealed record ConcatExpression(Position At, IReadOnlyList<Expression> Parts) : Expression(At);

/// <summary><c>a &lt; b &lt;= c</c>: each neighbouring pair must hold.</summary>
internal sealed record ComparisonExpression(Position At, Expression First, IReadOnlyList<(string Operator, Expression Right)> Rest) : Expression(At);

internal sealed record ConditionalExpression(Position At, Expression Then, Expression Test, Expression? Else) : Expression(At);

internal sealed record AttributeExpression(Position At, Expression Target, string Name) : Expression(At);

internal sealed record IndexExpression(Position At, Expression Target, Expression Key) : Expression(At);

internal sealed record SliceExpression(Position At, Expression Target, Expression? Start, Expression? Stop, Expression? Step) : Expression(At);

internal sealed record CallExpression(Position At, Expression Target, CallArguments Arguments) : Expression(At);

internal sealed record FilterExpression(Position At, Expression? Value, string Name, CallArguments Arguments) : Expression(At);

internal sealed record TestExpression(Position At, Expression Value, string Name, CallArguments Arguments) : Expression(At);

/// <summary>The arguments of a call; <c>*list</c> and <c>**dict</c> stand last, as they do in nearly all sources.</summary>
internal sealed record CallArguments(
    IReadOnlyList<Expression> Positional,
    IReadOnlyList<(string Name, Expression Value)> Named,
    Expression? MorePositional,
    Expression? MoreNamed)
{
    public static CallArguments None { get; } = new([], [], null, null);
}
