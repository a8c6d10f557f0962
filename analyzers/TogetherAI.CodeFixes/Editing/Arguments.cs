using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TogetherAI.CodeFixes;

/// <summary>Writes arguments into calls.</summary>
internal static class Arguments
{
    /// <summary>The call with a parameter's argument: in place of a null that stands for it, or added by name.</summary>
    /// <param name="call">The call.</param>
    /// <param name="method">What it calls, so that a null without a name can be told from another.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="value">The argument.</param>
    public static InvocationExpressionSyntax Set(InvocationExpressionSyntax call, IMethodSymbol method, string parameter, ExpressionSyntax value)
    {
        SeparatedSyntaxList<ArgumentSyntax> list = call.ArgumentList.Arguments;
        int position = method.Parameters.FirstOrDefault(candidate => candidate.Name == parameter)?.Ordinal ?? -1;
        ArgumentSyntax? existing = list.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == parameter)
            ?? (position >= 0 && position < list.Count && list[position].NameColon is null ? list[position] : null);
        if (existing is not null && existing.Expression.IsKind(SyntaxKind.NullLiteralExpression))
            return call.ReplaceNode(existing.Expression, value.WithTriviaFrom(existing.Expression));

        ArgumentSyntax added = SyntaxFactory.Argument(
            SyntaxFactory.NameColon(SyntaxFactory.IdentifierName(parameter), SyntaxFactory.Token(SyntaxKind.ColonToken).WithTrailingTrivia(SyntaxFactory.Space)),
            default,
            value);
        int at = position >= 0 && list.Take(position).All(static argument => argument.NameColon is null) && position <= list.Count
            && list.Skip(position).All(static argument => argument.NameColon is not null) ? position : list.Count;
        if (list.Count == 0)
            return call.WithArgumentList(call.ArgumentList.WithArguments(SyntaxFactory.SingletonSeparatedList(added)));

        SyntaxToken comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        SyntaxNodeOrTokenList with = list.GetWithSeparators();
        with = at == list.Count
            ? with.Add(comma).Add(added)
            : with.InsertRange(at * 2, [added, comma]);
        return call.WithArgumentList(call.ArgumentList.WithArguments(SyntaxFactory.SeparatedList<ArgumentSyntax>(with)));
    }
}
