using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TogetherAI.Analyzers;

namespace TogetherAI.CodeFixes;

/// <summary>
/// Takes the key of TAI3001 from the environment. Only where the key itself stands there: a constant that holds it would stay. The key
/// remains in the repository's history, so it must be replaced all the same.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(KeyLiteralFix)), Shared]
public sealed class KeyLiteralFix : TogetherCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.KeyLiteral.Id);

    private protected override async Task RegisterAsync(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not LiteralExpressionSyntax literal)
            return;
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (model is null)
            return;
        if (literal.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Arguments.Count: 1 } list })
        {
            // Without an argument the client asks the environment itself.
            if (!Awaiting.HasCommentOutside(list, literal))
                Offer(context, diagnostic, "Take the key from TOGETHER_API_KEY", "TAI3001.Environment", root, list, list.WithArguments(default));
        }
        else if (literal.Parent is AssignmentExpressionSyntax)
        {
            bool isImported = model.LookupNamespacesAndTypes(literal.SpanStart, name: "Environment") is { Length: 1 } found && found[0].ContainingNamespace?.ToDisplayString() == "System";
            ExpressionSyntax variable = SyntaxFactory.ParseExpression((isImported ? "" : "System.") + "Environment.GetEnvironmentVariable(\"TOGETHER_API_KEY\")");
            Offer(context, diagnostic, "Take the key from TOGETHER_API_KEY", "TAI3001.Environment", root, literal, variable.WithTriviaFrom(literal));
        }
    }
}
