using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TogetherAI.CodeFixes;

/// <summary>Writes into initializers the way their author did: on one line or on many, with a comma at the end or without, comments kept.</summary>
internal static class Initializers
{
    /// <summary>The object with a property set to a value, in place of what it was set to. Null where that cannot be written.</summary>
    public static ExpressionSyntax? Set(ExpressionSyntax creation, string property, ExpressionSyntax value) => creation switch
    {
        ObjectCreationExpressionSyntax { Initializer: { } initializer } made => made.WithInitializer(Set(initializer, property, value)),
        ImplicitObjectCreationExpressionSyntax { Initializer: { } initializer } made => made.WithInitializer(Set(initializer, property, value)),
        ObjectCreationExpressionSyntax made => WithoutEmptyList(made).WithInitializer(Only(property, value, made)),
        ImplicitObjectCreationExpressionSyntax made => made.WithArgumentList(made.ArgumentList.WithTrailingTrivia(SyntaxFactory.Space)).WithInitializer(Only(property, value, made)),
        WithExpressionSyntax with => with.WithInitializer(Set(with.Initializer, property, value)),
        _ => null,
    };

    /// <summary>The initializer with a property set to a value.</summary>
    public static InitializerExpressionSyntax Set(InitializerExpressionSyntax initializer, string property, ExpressionSyntax value)
    {
        AssignmentExpressionSyntax? existing = initializer.Expressions.OfType<AssignmentExpressionSyntax>()
            .FirstOrDefault(assignment => assignment.Left is IdentifierNameSyntax name && name.Identifier.ValueText == property);
        return existing is not null
            ? initializer.ReplaceNode(existing.Right, value.WithTriviaFrom(existing.Right))
            : Append(initializer, Assignment(property, value));
    }

    private static InitializerExpressionSyntax Append(InitializerExpressionSyntax initializer, ExpressionSyntax added)
    {
        SyntaxNodeOrTokenList list = initializer.Expressions.GetWithSeparators();
        if (list.Count == 0)
            return initializer.WithExpressions(SyntaxFactory.SingletonSeparatedList(added.WithTrailingTrivia(SyntaxFactory.Space)));

        ExpressionSyntax last = initializer.Expressions.Last();
        SyntaxTriviaList indentation = SyntaxFactory.TriviaList(last.GetLeadingTrivia().Where(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Take(1));
        SyntaxNodeOrToken end = list.Last();
        SyntaxTriviaList behind = end.GetTrailingTrivia();
        SyntaxTrivia lineEnd = behind.FirstOrDefault(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        bool hasLineEnd = lineEnd.IsKind(SyntaxKind.EndOfLineTrivia);
        if (end.IsToken)
        {
            // A comma at the end stays the author's habit.
            SyntaxToken comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(hasLineEnd ? SyntaxFactory.TriviaList(lineEnd) : behind);
            return hasLineEnd
                ? initializer.WithExpressions(SyntaxFactory.SeparatedList<ExpressionSyntax>(list.Add(added.WithLeadingTrivia(indentation)).Add(comma)))
                : initializer.WithExpressions(SyntaxFactory.SeparatedList<ExpressionSyntax>(list.Add(added.WithTrailingTrivia(SyntaxFactory.Space))));
        }

        SyntaxToken separator = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(hasLineEnd ? behind : SyntaxFactory.TriviaList(SyntaxFactory.Space));
        ExpressionSyntax appended = hasLineEnd
            ? added.WithLeadingTrivia(indentation).WithTrailingTrivia(lineEnd)
            : added.WithTrailingTrivia(behind);
        return initializer.WithExpressions(SyntaxFactory.SeparatedList<ExpressionSyntax>(
            list.Replace(end, last.WithTrailingTrivia()).Add(separator).Add(appended)));
    }

    private static InitializerExpressionSyntax Only(string property, ExpressionSyntax value, ExpressionSyntax creation) =>
        SyntaxFactory.InitializerExpression(
            SyntaxKind.ObjectInitializerExpression,
            SyntaxFactory.Token(SyntaxKind.OpenBraceToken).WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.SingletonSeparatedList<ExpressionSyntax>(Assignment(property, value).WithTrailingTrivia(SyntaxFactory.Space)),
            SyntaxFactory.Token(SyntaxKind.CloseBraceToken)).WithTrailingTrivia(creation.GetTrailingTrivia());

    /// <summary><c>new T()</c> becomes <c>new T { … }</c>, unless something stands between the parentheses.</summary>
    private static ObjectCreationExpressionSyntax WithoutEmptyList(ObjectCreationExpressionSyntax creation)
    {
        bool isEmpty = creation.ArgumentList is { Arguments.Count: 0 } list && list.OpenParenToken.TrailingTrivia.Count == 0 && list.CloseParenToken.LeadingTrivia.Count == 0;
        return isEmpty
            ? creation.WithArgumentList(null).WithType(creation.Type.WithTrailingTrivia(SyntaxFactory.Space))
            : creation.WithArgumentList(creation.ArgumentList?.WithTrailingTrivia(SyntaxFactory.Space));
    }

    private static AssignmentExpressionSyntax Assignment(string property, ExpressionSyntax value) => SyntaxFactory.AssignmentExpression(
        SyntaxKind.SimpleAssignmentExpression,
        SyntaxFactory.IdentifierName(property).WithTrailingTrivia(SyntaxFactory.Space),
        SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space),
        value);
}
