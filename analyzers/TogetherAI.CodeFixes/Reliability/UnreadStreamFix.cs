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

/// <summary>Reads the sequence of TAI2002 with <c>await foreach</c>. One that was opened must be disposed as well: nothing is offered for it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnreadStreamFix)), Shared]
public sealed class UnreadStreamFix : TogetherCodeFix
{
    private static readonly string[] s_names = ["item", "piece", "element", "streamed"];

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.UnreadStream.Id);

    private protected override async Task RegisterAsync(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        InvocationExpressionSyntax? call = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<InvocationExpressionSyntax>();
        if (call is null || StatementOf(call) is not { } statement || !Awaiting.IsAllowed(call) || Awaiting.HasCommentOutside(statement, call))
            return;
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (model is null || !model.GetTypeInfo(call, context.CancellationToken).Type.IsAsyncSequence())
            return;
        ImmutableArray<ISymbol> taken = model.LookupSymbols(call.SpanStart);
        if (s_names.FirstOrDefault(name => !taken.Any(symbol => symbol.Name == name)) is not { } variable)
            return;
        Offer(context, diagnostic, "Read the stream with await foreach", "TAI2002.Read", root, statement, Loop(statement, call, variable));
    }

    private static StatementSyntax? StatementOf(InvocationExpressionSyntax call) => call.Parent switch
    {
        ExpressionStatementSyntax statement => statement,
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, Parent: ExpressionStatementSyntax statement } => statement,
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax statement } } }
            when !statement.UsingKeyword.IsKind(SyntaxKind.UsingKeyword) => statement,
        _ => null,
    };

    private static StatementSyntax Loop(StatementSyntax statement, InvocationExpressionSyntax call, string variable)
    {
        string indentation = string.Concat(statement.GetLeadingTrivia().Reverse().TakeWhile(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Select(static trivia => trivia.ToString()));
        string lineEnd = statement.SyntaxTree.GetText().ToString().Contains("\r\n") ? "\r\n" : "\n";
        string text = $"await foreach (var {variable} in {call.WithoutTrivia().ToFullString()}){lineEnd}{indentation}{{{lineEnd}{indentation}}}";
        return SyntaxFactory.ParseStatement(text).WithTriviaFrom(statement);
    }
}
