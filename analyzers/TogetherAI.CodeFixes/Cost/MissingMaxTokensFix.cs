using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TogetherAI.Analyzers;

namespace TogetherAI.CodeFixes;

/// <summary>
/// Writes a limit into a request of TAI1001. The first one offered is what the rule proposes for that request, and can be applied
/// everywhere, each request getting its own; the other numbers are for the request at hand only.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MissingMaxTokensFix)), Shared]
public sealed class MissingMaxTokensFix : TogetherCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.MissingMaxTokens.Id);

    private protected override async Task RegisterAsync(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        if (!diagnostic.Properties.TryGetValue(LimitProposal.LimitsKey, out string? limits) || limits is null
            || !diagnostic.Properties.TryGetValue(LimitProposal.PropertyKey, out string? property) || property is null)
        {
            return;
        }

        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        SyntaxNode node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        int index = 0;
        foreach (string text in limits.Split(','))
        {
            int limit = int.Parse(text, CultureInfo.InvariantCulture);
            if (model is not null && Limited(node, model, property, limit) is var (before, after))
            {
                bool isProposal = index++ == 0;
                string title = isProposal ? $"Set {property} = {text}, as proposed for this request" : $"Set {property} = {text}";
                string key = isProposal ? "TAI1001.Proposed" : $"TAI1001.{text}.{diagnostic.Location.SourceSpan.Start.ToString(CultureInfo.InvariantCulture)}";
                Offer(context, diagnostic, title, key, root, before, after);
            }
        }
    }

    private static (SyntaxNode Before, SyntaxNode After)? Limited(SyntaxNode node, SemanticModel model, string property, int limit)
    {
        ExpressionSyntax number = SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(limit));
        if (node.FirstAncestorOrSelf<ExpressionSyntax>(static candidate => candidate is BaseObjectCreationExpressionSyntax or WithExpressionSyntax) is { } creation
            && creation.SpanStart == node.SpanStart)
        {
            return Initializers.Set(creation, property, number) is { } set ? (creation, set) : null;
        }

        if (node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call || !IsNameOf(node, call)
            || model.GetSymbolInfo(call).Symbol is not IMethodSymbol method)
        {
            return null;
        }

        if (method.Parameters.Any(parameter => parameter.Name == property))
            return (call, Arguments.Set(call, method, property, number));
        ExpressionSyntax options = SyntaxFactory.ImplicitObjectCreationExpression().WithArgumentList(SyntaxFactory.ArgumentList());
        return method.Parameters.Any(static parameter => parameter.Name == "options")
            ? (call, Arguments.Set(call, method, "options", Initializers.Set(options, property, number)!))
            : null;
    }

    private static bool IsNameOf(SyntaxNode node, InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax member => member.Name == node,
        MemberBindingExpressionSyntax member => member.Name == node,
        _ => false,
    };
}
