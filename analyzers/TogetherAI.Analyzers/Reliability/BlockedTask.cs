using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TogetherAI.Analyzers;

/// <summary>The parts of an expression that blocks on a task.</summary>
internal static class BlockedTask
{
    /// <summary>The place to underline: the name of the member that blocks.</summary>
    public static Location NameOf(SyntaxNode blocking) => (blocking is InvocationExpressionSyntax call ? call.Expression : blocking) switch
    {
        MemberAccessExpressionSyntax member => member.Name.GetLocation(),
        MemberBindingExpressionSyntax member => member.Name.GetLocation(),
        { } syntax => syntax.GetLocation(),
    };

    /// <summary>The task in an expression that blocks on it for as long as it takes; null for any other.</summary>
    public static ExpressionSyntax? TaskOf(ExpressionSyntax blocking) => blocking switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" } result => result.Expression,
        InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Wait" } wait } =>
            wait.Expression,
        InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax
            {
                Name.Identifier.ValueText: "GetResult",
                Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetAwaiter" } awaiter },
            },
        } => awaiter.Expression,
        _ => null,
    };
}
