using System;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TogetherAI.Analyzers;

/// <summary>What a source file says that concerns code elsewhere. Immutable.</summary>
internal sealed class TreeFacts
{
    private static readonly ConditionalWeakTable<SyntaxTree, TreeFacts> s_known = new();
    private static readonly string[] s_words = ["DefaultMaxTokens", "AddTogetherClient", "AddChatClient", "ConfigureOptions", "IdleGuard"];

    /// <summary>A file that says nothing of it.</summary>
    public static TreeFacts None { get; } = new();

    /// <summary>Gives a client a default limit on tokens, in options or as a configuration's key.</summary>
    public bool SetsDefaultMaxTokens { get; private set; }

    /// <summary>Registers together.ai as the application's <c>IChatClient</c>.</summary>
    public bool RegistersTogetherChatClient { get; private set; }

    /// <summary>Registers some other <c>IChatClient</c>, or one whose maker is not to be seen.</summary>
    public bool RegistersOtherChatClient { get; private set; }

    /// <summary>Sets a limit for all that goes through a pipeline of <c>IChatClient</c>s.</summary>
    public bool LimitsChatPipeline { get; private set; }

    /// <summary>Runs a guard that stops what idles.</summary>
    public bool HasIdleGuard { get; private set; }

    /// <summary>What a tree says; read once.</summary>
    public static TreeFacts Of(SyntaxTree tree, CancellationToken cancellationToken)
    {
        if (s_known.TryGetValue(tree, out TreeFacts? known))
            return known;
        TreeFacts facts = Read(tree, cancellationToken);
        return s_known.GetValue(tree, _ => facts);
    }

    /// <summary>What this one or the other says.</summary>
    public TreeFacts With(TreeFacts other) => other == None ? this : this == None ? other : new()
    {
        SetsDefaultMaxTokens = SetsDefaultMaxTokens || other.SetsDefaultMaxTokens,
        RegistersTogetherChatClient = RegistersTogetherChatClient || other.RegistersTogetherChatClient,
        RegistersOtherChatClient = RegistersOtherChatClient || other.RegistersOtherChatClient,
        LimitsChatPipeline = LimitsChatPipeline || other.LimitsChatPipeline,
        HasIdleGuard = HasIdleGuard || other.HasIdleGuard,
    };

    private static TreeFacts Read(SyntaxTree tree, CancellationToken cancellationToken)
    {
        string text = tree.GetText(cancellationToken).ToString();
        if (!s_words.Any(word => text.IndexOf(word, StringComparison.Ordinal) >= 0))
            return None;
        TreeFacts facts = new();
        foreach (SyntaxNode node in tree.GetRoot(cancellationToken).DescendantNodes())
        {
            if (node is AssignmentExpressionSyntax assignment)
                facts.Read(assignment);
            else if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax called })
                facts.Read(called);
            else if (node is IdentifierNameSyntax { Identifier.ValueText: "AddTogetherIdleGuard" or "IdleGuard" })
                facts.HasIdleGuard = true;
            else if (node is LiteralExpressionSyntax literal && literal.IsKind(SyntaxKind.StringLiteralExpression))
                facts.SetsDefaultMaxTokens |= IsKeyOfDefault(literal.Token.ValueText);
        }

        return facts;
    }

    private static bool IsKeyOfDefault(string text) =>
        text.EndsWith("Together:DefaultMaxTokens", StringComparison.OrdinalIgnoreCase)
        || text.EndsWith("Together__DefaultMaxTokens", StringComparison.OrdinalIgnoreCase);

    private void Read(AssignmentExpressionSyntax assignment)
    {
        string name = NameOf(assignment.Left);
        if (assignment.Right.IsKind(SyntaxKind.NullLiteralExpression) || assignment.Right.IsKind(SyntaxKind.DefaultLiteralExpression))
            return;
        if (name == "DefaultMaxTokens")
            SetsDefaultMaxTokens = true;
        else if (name == "MaxOutputTokens" && assignment.Ancestors().OfType<InvocationExpressionSyntax>().Any(static call => NameOf(call.Expression) == "ConfigureOptions"))
            LimitsChatPipeline = true;
    }

    private void Read(MemberAccessExpressionSyntax called)
    {
        if (called.Name.Identifier.ValueText != "AddChatClient")
            return;
        for (ExpressionSyntax on = called.Expression; on is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax next }; on = next.Expression)
        {
            if (next.Name.Identifier.ValueText == "AddTogetherClient")
            {
                RegistersTogetherChatClient = true;
                return;
            }
        }

        RegistersOtherChatClient = true;
    }

    private static string NameOf(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax member => member.Name.Identifier.ValueText,
        _ => "",
    };
}
