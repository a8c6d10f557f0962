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

/// <summary>Keeps a lease (TAI1004) in an <c>await using</c> declaration, where leaving the block gives it back.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LeaseNotDisposedFix)), Shared]
public sealed class LeaseNotDisposedFix : TogetherCodeFix
{
    private const string Title = "Give it back at the end of the block, with 'await using'", Key = "TAI1004.AwaitUsing";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.LeaseNotDisposed.Id);

    private protected override async Task RegisterAsync(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        StatementSyntax? statement = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<StatementSyntax>();
        switch (statement)
        {
            // In an embedded statement or a switch section's single line there is no block to leave.
            case LocalDeclarationStatementSyntax { Declaration.Variables: { Count: 1 } variables } declaration
                when variables[0].Initializer?.Value is AwaitExpressionSyntax && HasBlock(declaration):
                Offer(context, diagnostic, Title, Key, root, declaration, Using(declaration, declaration.Declaration));
                break;
            case ExpressionStatementSyntax { Expression: AwaitExpressionSyntax awaited } dropped when HasBlock(dropped):
                await OfferDeclarationAsync(context, diagnostic, root, dropped, awaited).ConfigureAwait(false);
                break;
            case ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, Right: AwaitExpressionSyntax awaited } } dropped when HasBlock(dropped):
                await OfferDeclarationAsync(context, diagnostic, root, dropped, awaited).ConfigureAwait(false);
                break;
            default:
                break;
        }
    }

    private static bool HasBlock(StatementSyntax statement) => statement.Parent is BlockSyntax or GlobalStatementSyntax;

    private static async Task OfferDeclarationAsync(CodeFixContext context, Diagnostic diagnostic, SyntaxNode root, ExpressionStatementSyntax dropped, AwaitExpressionSyntax awaited)
    {
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (model?.GetTypeInfo(awaited, context.CancellationToken).Type is not { } type)
            return;
        string name = Enumerable.Range(1, 99).Select(static number => number == 1 ? "lease" : $"lease{number}")
            .First(candidate => model.LookupSymbols(dropped.SpanStart, name: candidate).IsEmpty && !dropped.Parent!.DescendantTokens().Any(token => token.ValueText == candidate));
        VariableDeclarationSyntax declaration = SyntaxFactory.VariableDeclaration(
            SyntaxFactory.ParseTypeName(type.ToMinimalDisplayString(model, dropped.SpanStart)).WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.SingletonSeparatedList(SyntaxFactory.VariableDeclarator(
                SyntaxFactory.Identifier(name).WithTrailingTrivia(SyntaxFactory.Space),
                null,
                SyntaxFactory.EqualsValueClause(SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space), awaited.WithoutLeadingTrivia()))));
        Offer(context, diagnostic, Title, Key, root, dropped, Using(dropped, declaration));
    }

    private static LocalDeclarationStatementSyntax Using(StatementSyntax statement, VariableDeclarationSyntax declaration) => SyntaxFactory.LocalDeclarationStatement(
        default,
        SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithLeadingTrivia(statement.GetLeadingTrivia()).WithTrailingTrivia(SyntaxFactory.Space),
        SyntaxFactory.Token(SyntaxKind.UsingKeyword).WithTrailingTrivia(SyntaxFactory.Space),
        default,
        declaration.WithoutLeadingTrivia(),
        statement.GetLastToken());
}
