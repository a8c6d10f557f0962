using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>Follows a local back to what it was given, where it was given something once and nothing else.</summary>
internal static class LocalValue
{
    private const int MaxDepth = 8;

    /// <summary>What a value comes from, through locals; the mention of a local where that cannot be told.</summary>
    public static IOperation Origin(this IOperation operation)
    {
        IOperation value = operation.Unwrap();
        for (int depth = 0; depth < MaxDepth && value is ILocalReferenceOperation local && Of(local) is { } given; depth++)
            value = given.Unwrap();
        return value;
    }

    /// <summary>The one value that a local has; null where it has several, or none that is to be seen.</summary>
    public static IOperation? Of(ILocalReferenceOperation reference)
    {
        IOperation? value = null;
        foreach (IOperation mention in LocalIndex.Of(reference)[reference.Local])
        {
            if (mention is IVariableDeclaratorOperation declarator)
            {
                if (declarator.Parent is IForEachLoopOperation)
                    return null;
                value = (declarator.Initializer ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer)?.Value;
            }
            else if (Writes((ILocalReferenceOperation)mention, out IOperation? written))
            {
                if (written is null || value is not null)
                    return null;
                value = written;
            }
        }

        return value;
    }

    /// <summary>Whether a mention writes to the local; what it writes, if that is to be seen.</summary>
    private static bool Writes(ILocalReferenceOperation mention, out IOperation? value)
    {
        value = null;
        switch (mention.Parent)
        {
            case ISimpleAssignmentOperation assignment when assignment.Target == mention:
                value = assignment.Value;
                return true;
            case IAssignmentOperation assignment when assignment.Target == mention:
            case IIncrementOrDecrementOperation:
            case ITupleOperation { Parent: IDeconstructionAssignmentOperation }:
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out }:
                return true;
            default:
                return mention.IsDeclaration;
        }
    }
}
