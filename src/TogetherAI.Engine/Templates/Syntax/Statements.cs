namespace TogetherAI.Engine.Templates.Syntax;

internal abstract record Statement(Position At);

internal sealed record TextStatement(Position At, string Text) : Statement(At);

internal sealed record PrintStatement(Position At, Expression Value) : Statement(At);

/// <summary>The first branch whose test holds; the last may have none (<c>else</c>).</summary>
internal sealed record IfStatement(Position At, IReadOnlyList<(Expression? Test, IReadOnlyList<Statement> Body)> Branches) : Statement(At);

internal sealed record ForStatement(
    Position At,
    AssignmentTarget Target,
    Expression Items,
    Expression? Filter,
    IReadOnlyList<Statement> Body,
    IReadOnlyList<Statement> Else) : Statement(At);

internal sealed record SetStatement(Position At, AssignmentTarget Target, Expression Value) : Statement(At);

/// <summary><c>{% set x | filter %}…{% endset %}</c>; the filters' innermost value is the body.</summary>
internal sealed record SetBlockStatement(
    Position At, AssignmentTarget Target, IReadOnlyList<FilterExpression> Filters, IReadOnlyList<Statement> Body) : Statement(At);

internal sealed record FilterBlockStatement(Position At, IReadOnlyList<FilterExpression> Filters, IReadOnlyList<Statement> Body) : Statement(At);

/// <param name="At">Where it stands.</param>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">Its parameters and their defaults.</param>
/// <param name="Body">What it prints.</param>
/// <param name="Uses">Those of the names <c>varargs</c>, <c>kwargs</c> and <c>caller</c> that the body uses; a macro takes more arguments
/// only where it does.</param>
internal sealed record MacroStatement(
    Position At,
    string Name,
    IReadOnlyList<(string Name, Expression? Default)> Parameters,
    IReadOnlyList<Statement> Body,
    IReadOnlySet<string> Uses) : Statement(At);

/// <summary><c>{% call(…) macro(…) %}…{% endcall %}</c>: the macro gets the body as <c>caller</c>.</summary>
internal sealed record CallStatement(Position At, MacroStatement Caller, CallExpression Call) : Statement(At);

internal sealed record WithStatement(
    Position At, IReadOnlyList<(AssignmentTarget Target, Expression Value)> Variables, IReadOnlyList<Statement> Body) : Statement(At);

internal sealed record BreakStatement(Position At) : Statement(At);

internal sealed record ContinueStatement(Position At) : Statement(At);

/// <summary>What is assigned to: a name, an attribute of a namespace, or several of these.</summary>
internal abstract record AssignmentTarget(Position At);

internal sealed record NameTarget(Position At, string Name) : AssignmentTarget(At);

internal sealed record NamespaceTarget(Position At, string Namespace, string Attribute) : AssignmentTarget(At);

internal sealed record TupleTarget(Position At, IReadOnlyList<AssignmentTarget> Items) : AssignmentTarget(At);
