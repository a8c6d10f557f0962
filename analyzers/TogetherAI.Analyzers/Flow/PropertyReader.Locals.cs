using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>What a local holds when it is used.</summary>
internal sealed partial class PropertyReader
{
    private void CollectLocal(ILocalReferenceOperation use, int depth, List<PropertyFact> facts)
    {
        IReadOnlyList<IOperation> mentions = LocalIndex.Of(use)[use.Local];
        IOperation? function = use.EnclosingFunction();
        LocalHistory history = new(use);
        bool isWrittenAgain = false;
        foreach (IOperation mention in mentions)
        {
            if (mention == use)
                continue;
            LocalMention what = LocalMention.Of(mention, _property);
            if (what.What == LocalMention.Effect.None || (what.What == LocalMention.Effect.Leaks && !IsArgumentOfSuchCall(mention) && _isFixed))
                continue;

            bool isDeclaration = mention is IVariableDeclaratorOperation;
            bool isInSameFunction = ReferenceEquals(mention.EnclosingFunction(), function);
            if (what.What == LocalMention.Effect.Leaks && IsArgumentOfSuchCall(mention))
            {
                if (mention.Syntax.SpanStart < use.Syntax.SpanStart)
                    history.MarkUsed(isInSameFunction);
                continue;
            }

            isWrittenAgain |= !isDeclaration;
            if (isDeclaration && what.What == LocalMention.Effect.Loses && mention.Parent is IForEachLoopOperation loop)
            {
                history.Assign(Elements(loop.Collection, depth), Certainty.Always);
                continue;
            }

            if (!isDeclaration && !isInSameFunction)
            {
                // In a lambda, or before one: it may run at any time.
                history.Lose();
                break;
            }

            if (!HasRunBefore(mention, use))
                continue;
            Certainty certainty = isDeclaration ? Certainty.Always : Order.Of(mention, use);
            switch (what.What)
            {
                case LocalMention.Effect.Assigns:
                    history.Assign(what.Value is { } value ? ReadAt(value, depth) : new List<PropertyFact>(), certainty);
                    break;
                case LocalMention.Effect.SetsProperty:
                    history.Set(what.Value, certainty);
                    break;
                default:
                    history.Lose();
                    break;
            }
        }

        history.AddTo(facts, isWrittenAgain);
    }

    private bool IsArgumentOfSuchCall(IOperation mention) => mention.Climb().Parent is IArgumentOperation argument && _isSuchCall(argument);

    private List<PropertyFact> ReadAt(IOperation value, int depth)
    {
        List<PropertyFact> facts = new();
        Collect(value, depth + 1, facts);
        return facts;
    }

    /// <summary>The elements of a collection that is written out where the loop runs over it.</summary>
    private List<PropertyFact> Elements(IOperation collection, int depth)
    {
        IOperation value = collection.Unwrap();
        List<PropertyFact> facts = new();
        if (value is IArrayCreationOperation { Initializer: { } initializer })
        {
            foreach (IOperation element in initializer.ElementValues)
                Collect(element, depth + 1, facts);
        }
        else if (value.Syntax is CollectionExpressionSyntax)
        {
            // The floor has no public operation for it, but its elements are there.
            foreach (IOperation element in value.ChildOperations)
                Collect(element, depth + 1, facts);
        }

        return facts;
    }

    /// <summary>By the source's order, an assignment coming after what it assigns.</summary>
    private static bool HasRunBefore(IOperation mention, IOperation use)
    {
        if (mention.Syntax.SpanStart >= use.Syntax.SpanStart)
            return false;
        for (IOperation? node = mention.Parent; node is IConversionOperation or IParenthesizedOperation or IMemberReferenceOperation or IAssignmentOperation; node = node.Parent)
        {
            if (node is IAssignmentOperation && node.Syntax.Span.Contains(use.Syntax.Span))
                return false;
        }

        return true;
    }
}
