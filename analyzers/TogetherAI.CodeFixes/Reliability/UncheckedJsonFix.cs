using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TogetherAI.Analyzers;

namespace TogetherAI.CodeFixes;

/// <summary>Asks, before the answer of TAI2005 is parsed, whether it was cut off.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UncheckedJsonFix)), Shared]
public sealed class UncheckedJsonFix : TogetherCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.UncheckedJson.Id);

    private protected override async Task RegisterAsync(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        SyntaxNode node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        if (model is null || !diagnostic.Properties.TryGetValue(UncheckedJsonAnalyzer.ResponseKey, out string? response) || response is null
            || node.FirstAncestorOrSelf<StatementSyntax>() is not { Parent: BlockSyntax or GlobalStatementSyntax or SwitchSectionSyntax } statement)
        {
            return;
        }

        bool isInScope = model.LookupSymbols(statement.SpanStart, name: response).FirstOrDefault() is ILocalSymbol local
            && local.DeclaringSyntaxReferences.All(declaration => declaration.Span.End <= statement.SpanStart);
        if (!isInScope)
            return;
        SyntaxNode before = statement.Parent is GlobalStatementSyntax global ? global : statement;
        context.RegisterCodeFix(
            CodeAction.Create(
                "Throw where the answer was cut off",
                _ => Task.FromResult(context.Document.WithSyntaxRoot(Insert(root, before, Guard(statement, response, model)))),
                "TAI2005.Guard"),
            diagnostic);
    }

    private static SyntaxNode Insert(SyntaxNode root, SyntaxNode before, StatementSyntax guard)
    {
        // An empty line above goes before the guard, comments stay with what they are about.
        SyntaxTriviaList leading = before.GetLeadingTrivia();
        int blank = leading.TakeWhile(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)).Count();
        guard = guard.WithLeadingTrivia(leading.Take(blank).Concat(guard.GetLeadingTrivia()));
        SyntaxNode inserted = before is GlobalStatementSyntax ? SyntaxFactory.GlobalStatement(guard) : guard;
        SyntaxAnnotation place = new();
        SyntaxNode changed = root.ReplaceNode(before, before.WithLeadingTrivia(leading.Skip(blank)).WithAdditionalAnnotations(place));
        return changed.InsertNodesBefore(changed.GetAnnotatedNodes(place).First(), [inserted]);
    }

    private static StatementSyntax Guard(StatementSyntax statement, string response, SemanticModel model)
    {
        string indentation = string.Concat(statement.GetLeadingTrivia().Reverse().TakeWhile(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Select(static trivia => trivia.ToString()));
        string lineEnd = statement.SyntaxTree.GetText().ToString().Contains("\r\n") ? "\r\n" : "\n";
        string reason = Name("FinishReason", "TogetherAI", statement, model), exception = Name("InvalidOperationException", "System", statement, model);
        return SyntaxFactory.ParseStatement(
            $"{indentation}if ({response}.FinishReason == {reason}.Length){lineEnd}{indentation}    throw new {exception}(\"The answer was cut off: it needs a higher limit on tokens.\");{lineEnd}");
    }

    private static string Name(string name, string space, SyntaxNode place, SemanticModel model) =>
        model.LookupNamespacesAndTypes(place.SpanStart, name: name) is { Length: 1 } found && found[0].ContainingNamespace?.ToDisplayString() == space ? name : space + "." + name;
}
