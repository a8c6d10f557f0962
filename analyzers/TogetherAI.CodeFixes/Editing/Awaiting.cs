using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TogetherAI.CodeFixes;

/// <summary>Finds out where one may write <c>await</c>.</summary>
internal static class Awaiting
{
    /// <summary>Whether the code around a node is asynchronous, and nothing in between forbids to wait.</summary>
    public static bool IsAllowed(SyntaxNode node)
    {
        for (SyntaxNode? parent = node.Parent; parent is not null; parent = parent.Parent)
        {
            switch (parent)
            {
                case AnonymousFunctionExpressionSyntax function:
                    return function.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword);
                case LocalFunctionStatementSyntax function:
                    return function.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case MethodDeclarationSyntax method:
                    return method.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case GlobalStatementSyntax:
                    return true;
                case LockStatementSyntax or QueryExpressionSyntax or CatchFilterClauseSyntax or UnsafeStatementSyntax or MemberDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }

    /// <summary><c>await</c> and a task, in place of an expression, in parentheses where it would otherwise bind wrongly.</summary>
    public static ExpressionSyntax Of(ExpressionSyntax task, ExpressionSyntax replaced)
    {
        AwaitExpressionSyntax awaited = SyntaxFactory.AwaitExpression(
            SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space), task.WithoutTrivia());
        bool needsParentheses = replaced.Parent switch
        {
            MemberAccessExpressionSyntax member => member.Expression == replaced,
            ElementAccessExpressionSyntax element => element.Expression == replaced,
            ConditionalAccessExpressionSyntax access => access.Expression == replaced,
            InvocationExpressionSyntax or PostfixUnaryExpressionSyntax or SwitchExpressionSyntax or WithExpressionSyntax => true,
            _ => false,
        };
        ExpressionSyntax result = needsParentheses ? SyntaxFactory.ParenthesizedExpression(awaited) : awaited;
        return result.WithTriviaFrom(replaced);
    }

    /// <summary>Whether a node has a comment in it that would be lost with what is not kept of it.</summary>
    public static bool HasCommentOutside(SyntaxNode node, SyntaxNode kept) => node.DescendantTrivia().Any(trivia =>
        IsComment(trivia) && !kept.Span.Contains(trivia.Span) && trivia.SpanStart >= node.SpanStart && trivia.Span.End <= node.Span.End);

    public static bool IsComment(SyntaxTrivia trivia) =>
        trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia) || trivia.IsDirective;
}
