using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TogetherAI.Analyzers;

namespace TogetherAI.CodeFixes;

/// <summary>Writes an underline for each character that TAI4005 found. Code elsewhere that compares the name must follow by hand.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ToolNameFix)), Shared]
public sealed class ToolNameFix : TogetherCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.ToolName.Id);

    private protected override Task RegisterAsync(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is LiteralExpressionSyntax literal && literal.IsKind(SyntaxKind.StringLiteralExpression))
        {
            string name = literal.Token.ValueText.Replace(' ', '_').Replace('.', '_').Replace('-', '_');
            Offer(context, diagnostic, $"Call it '{name}'", "TAI4005.Underline", root, literal, SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(name)).WithTriviaFrom(literal));
        }

        return Task.CompletedTask;
    }
}
