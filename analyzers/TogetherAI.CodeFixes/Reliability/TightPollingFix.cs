using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TogetherAI.Analyzers;

namespace TogetherAI.CodeFixes;

/// <summary>
/// Puts <c>WaitAsync</c> in place of the loop of TAI2004. Only where the loop does nothing but ask, and its condition looks at nothing but
/// the answer; and only for what <c>WaitAsync</c> waits for.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TightPollingFix)), Shared]
public sealed class TightPollingFix : TogetherCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.TightPolling.Id);

    private protected override async Task RegisterAsync(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        InvocationExpressionSyntax? call = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<InvocationExpressionSyntax>();
        StatementSyntax? loop = call?.FirstAncestorOrSelf<StatementSyntax>(static statement => statement is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax);
        if (call?.Expression is not MemberAccessExpressionSyntax member || loop is null || Asking(loop) is not { } asking || !asking.Contains(call)
            || Awaiting.HasCommentOutside(loop, asking))
        {
            return;
        }

        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (model?.GetSymbolInfo(call, context.CancellationToken).Symbol is not IMethodSymbol method || method.ContainingType.GetMembers("WaitAsync").IsEmpty
            || asking.Expression is not AssignmentExpressionSyntax { Left: IdentifierNameSyntax state } || Condition(loop) is not { } condition
            || !LooksOnlyAt(condition, state.Identifier.ValueText, model) || !WaitsForThat(method.ContainingType.Name, condition))
        {
            return;
        }

        InvocationExpressionSyntax waiting = call
            .WithExpression(member.WithName(SyntaxFactory.IdentifierName("WaitAsync").WithTriviaFrom(member.Name)))
            .WithArgumentList(call.ArgumentList.WithArguments(SyntaxFactory.SeparatedList(
                call.ArgumentList.Arguments.Select(argument => Named(argument, model)),
                call.ArgumentList.Arguments.GetSeparators())));
        Offer(context, diagnostic, "Wait with WaitAsync", "TAI2004.Wait", root, loop, asking.ReplaceNode(call, waiting).WithTriviaFrom(loop));
    }

    private static ExpressionSyntax? Condition(StatementSyntax loop) => loop switch
    {
        WhileStatementSyntax statement => statement.Condition,
        DoStatementSyntax statement => statement.Condition,
        _ => null,
    };

    /// <summary>The one statement of a loop that asks, beside pauses.</summary>
    private static ExpressionStatementSyntax? Asking(StatementSyntax loop)
    {
        StatementSyntax? body = loop switch
        {
            WhileStatementSyntax statement => statement.Statement,
            DoStatementSyntax statement => statement.Statement,
            _ => null,
        };
        IEnumerable<StatementSyntax> statements = body is BlockSyntax block ? block.Statements : new[] { body }.OfType<StatementSyntax>();
        StatementSyntax[] others = [.. statements.Where(static statement => !IsPause(statement))];
        return others.Length == 1 ? others[0] as ExpressionStatementSyntax : null;
    }

    private static bool IsPause(StatementSyntax statement) =>
        statement is ExpressionStatementSyntax { Expression: AwaitExpressionSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax delay } } }
        && delay.ToString() is "Task.Delay" or "System.Threading.Tasks.Task.Delay";

    private static bool LooksOnlyAt(ExpressionSyntax condition, string state, SemanticModel model) =>
        !condition.DescendantNodesAndSelf().Any(static node => node is InvocationExpressionSyntax or AwaitExpressionSyntax)
        && condition.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == state)
        && condition.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
            .Where(static name => name.Parent is not NameColonSyntax && (name.Parent is not MemberAccessExpressionSyntax member || member.Name != name))
            .All(name => name.Identifier.ValueText == state || model.GetSymbolInfo(name).Symbol is INamedTypeSymbol or INamespaceSymbol);

    /// <summary>A batch, a job, a film or an upload is waited for until it is over; a deployment until it is ready.</summary>
    private static bool WaitsForThat(string client, ExpressionSyntax condition) => client switch
    {
        "BatchesClient" or "VideosClient" or "JobsClient" or "RemoteModelUploadsClient" => true,
        "DedicatedDeploymentsClient" => condition is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression } unequal && unequal.Right.ToString().EndsWith("DeploymentState.Ready", System.StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>The token comes later in <c>WaitAsync</c>: by name.</summary>
    private static ArgumentSyntax Named(ArgumentSyntax argument, SemanticModel model) =>
        argument.NameColon is null && model.GetTypeInfo(argument.Expression).ConvertedType.IsNamed("System.Threading", "CancellationToken")
            ? argument.WithNameColon(SyntaxFactory.NameColon(
                SyntaxFactory.IdentifierName("cancellationToken"), SyntaxFactory.Token(SyntaxKind.ColonToken).WithTrailingTrivia(SyntaxFactory.Space)))
            : argument;
}
