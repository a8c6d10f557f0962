using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>Whether something earlier in a function has happened by the time something later runs.</summary>
internal static class Order
{
    /// <summary>How surely <paramref name="earlier"/> has run when <paramref name="later"/> does, both being in the same function.</summary>
    public static Certainty Of(IOperation earlier, IOperation later)
    {
        bool isMaybe = false;
        for (IOperation node = earlier; node.Parent is { } parent; node = parent)
        {
            if (parent.Syntax.Span.Contains(later.Syntax.Span))
                return Meet(parent, node, later, isMaybe);
            isMaybe |= MaySkip(parent, node);
        }

        return isMaybe ? Certainty.Maybe : Certainty.Always;
    }

    /// <summary>At the construct that holds both.</summary>
    private static Certainty Meet(IOperation common, IOperation branch, IOperation later, bool isMaybe)
    {
        // Two arms of one choice: where one runs the other does not.
        if (common is IConditionalOperation or ISwitchOperation or ISwitchExpressionOperation && MaySkip(common, branch)
            && !branch.Syntax.Span.Contains(later.Syntax.Span))
        {
            return Certainty.Never;
        }

        if (common is ITryOperation && MaySkip(common, branch))
            isMaybe = true;
        return isMaybe ? Certainty.Maybe : Certainty.Always;
    }

    private static bool MaySkip(IOperation parent, IOperation child) => parent switch
    {
        IConditionalOperation choice => child != choice.Condition,
        IWhileLoopOperation loop => child == loop.Body && loop.ConditionIsTop,
        ILoopOperation loop => child == loop.Body,
        ISwitchOperation choice => child != choice.Value,
        ISwitchExpressionOperation choice => child != choice.Value,
        ICoalesceOperation coalesce => child == coalesce.WhenNull,
        ICoalesceAssignmentOperation coalesce => child == coalesce.Value,
        IConditionalAccessOperation access => child == access.WhenNotNull,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both => child == both.RightOperand,
        ITryOperation attempt => child != attempt.Finally,
        _ => false,
    };
}
