using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using TogetherAI.Analyzers;

namespace TogetherAI.CodeFixes;

/// <summary>Says after how long without a request capacity stops (TAI1002), or says it anew where it was switched off (TAI1003).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MissingIdleStopFix)), Shared]
public sealed class MissingIdleStopFix : TogetherCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.MissingIdleStop.Id, Rules.UnsureIdleStop.Id);

    private protected override Task RegisterAsync(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        if (!diagnostic.Properties.TryGetValue(IdleStopProposal.PropertyKey, out string? property) || property is null
            || !diagnostic.Properties.TryGetValue(IdleStopProposal.MinutesKey, out string? offered) || offered is null)
        {
            return Task.CompletedTask;
        }

        foreach (string minutes in offered.Split(','))
        {
            ExpressionSyntax value = Duration(property, int.Parse(minutes, CultureInfo.InvariantCulture));
            if (Changed(root, diagnostic, property, value) is var (before, after))
                Offer(context, diagnostic, $"Stop it after {minutes} minutes without a request", $"{diagnostic.Id}.{minutes}", root, before, after);
        }

        return Task.CompletedTask;
    }

    private static (SyntaxNode Before, SyntaxNode After)? Changed(SyntaxNode root, Diagnostic diagnostic, string property, ExpressionSyntax value)
    {
        if (diagnostic.Id == Rules.UnsureIdleStop.Id)
        {
            return root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is ExpressionSyntax off ? (off, value.WithTriviaFrom(off)) : null;
        }

        Location? place = diagnostic.AdditionalLocations.FirstOrDefault();
        if (place is null || place.SourceTree != root.SyntaxTree)
            return null;
        ExpressionSyntax? creation = root.FindNode(place.SourceSpan, getInnermostNodeForTie: true)
            .FirstAncestorOrSelf<ExpressionSyntax>(static node => node is BaseObjectCreationExpressionSyntax or WithExpressionSyntax);
        return creation is not null && creation.SpanStart == place.SourceSpan.Start && Initializers.Set(creation, property, value) is { } set ? (creation, set) : null;
    }

    /// <summary>The second version takes a time, the first minutes.</summary>
    private static ExpressionSyntax Duration(string property, int minutes)
    {
        string text = minutes.ToString(CultureInfo.InvariantCulture);
        ExpressionSyntax number = SyntaxFactory.ParseExpression(text);
        return property == "InactiveTimeout"
            ? number
            : SyntaxFactory.InvocationExpression(
                SyntaxFactory.MemberAccessExpression(
                    SyntaxKind.SimpleMemberAccessExpression,
                    SyntaxFactory.ParseExpression("global::System.TimeSpan").WithAdditionalAnnotations(Simplifier.Annotation),
                    SyntaxFactory.IdentifierName("FromMinutes")),
                SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(number))));
    }
}
