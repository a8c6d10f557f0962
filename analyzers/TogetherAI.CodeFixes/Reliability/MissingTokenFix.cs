using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TogetherAI.Analyzers;

namespace TogetherAI.CodeFixes;

/// <summary>Passes the token that TAI2003 found at hand.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MissingTokenFix)), Shared]
public sealed class MissingTokenFix : TogetherCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.MissingToken.Id);

    private protected override async Task RegisterAsync(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (model is null || !diagnostic.Properties.TryGetValue(MissingTokenAnalyzer.TokenKey, out string? token) || token is null)
            return;
        SyntaxNode node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        ExpressionSyntax value = SyntaxFactory.ParseExpression(token);
        diagnostic.Properties.TryGetValue(MissingTokenAnalyzer.ParameterKey, out string? parameter);
        if (parameter is not null)
        {
            if (node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call && model.GetSymbolInfo(call, context.CancellationToken).Symbol is IMethodSymbol method)
                Offer(context, diagnostic, $"Pass {token}", "TAI2003.Pass", root, call, Arguments.Set(call, method, parameter, value));
        }
        else if (node is ExpressionSyntax stream && !model.LookupNamespacesAndTypes(node.SpanStart, name: "TaskAsyncEnumerableExtensions").IsEmpty)
        {
            ExpressionSyntax cancellable = SyntaxFactory.InvocationExpression(
                SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, stream.WithoutTrivia(), SyntaxFactory.IdentifierName("WithCancellation")),
                SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(value))));
            Offer(context, diagnostic, $"Pass {token}", "TAI2003.Pass", root, stream, cancellable.WithTriviaFrom(stream));
        }
    }
}
