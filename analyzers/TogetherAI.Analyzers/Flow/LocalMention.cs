using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>What a mention of a local does to the local, or to a property of its object.</summary>
internal readonly struct LocalMention
{
    private LocalMention(Effect effect, IOperation? value = null)
    {
        What = effect;
        Value = value;
    }

    internal enum Effect
    {
        /// <summary>It only reads.</summary>
        None,

        /// <summary>The local gets a value; null where its declaration gives none.</summary>
        Assigns,

        /// <summary>The property gets a value; null where it is one that cannot be told.</summary>
        SetsProperty,

        /// <summary>The local gets a value that cannot be told.</summary>
        Loses,

        /// <summary>The object gets into other hands, which may change it.</summary>
        Leaks,
    }

    public Effect What { get; }

    public IOperation? Value { get; }

    /// <summary>Tells what a mention does, as far as one property goes.</summary>
    public static LocalMention Of(IOperation mention, IPropertySymbol property) => mention switch
    {
        IVariableDeclaratorOperation declarator => Declares(declarator),
        ILocalReferenceOperation reference => Refers(reference, property),
        _ => new(Effect.None),
    };

    private static LocalMention Declares(IVariableDeclaratorOperation declarator)
    {
        if (declarator.Parent is IForEachLoopOperation)
            return new(Effect.Loses);
        IVariableInitializerOperation? initializer = declarator.Initializer ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer;
        return new(Effect.Assigns, initializer?.Value);
    }

    private static LocalMention Refers(ILocalReferenceOperation reference, IPropertySymbol property)
    {
        if (reference.IsDeclaration)
            return new(Effect.Loses);
        IOperation node = reference.Climb();
        switch (node.Parent)
        {
            case ISimpleAssignmentOperation assignment when assignment.Target == node:
                return new(Effect.Assigns, assignment.Value);
            case IAssignmentOperation assignment when assignment.Target == node:
                return new(Effect.Loses);
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out }:
                return new(Effect.Loses);
            case ITupleOperation { Parent: IDeconstructionAssignmentOperation deconstruction } tuple when deconstruction.Target == tuple:
                return new(Effect.Loses);
            case IPropertyReferenceOperation member when member.Instance == node:
                return WritesMember(member, property);
            case IConditionalAccessOperation:
            case IMemberReferenceOperation:
            case IIsPatternOperation:
            case IBinaryOperation:
            case IExpressionStatementOperation:
            case IWithOperation:
            case IInterpolationOperation:
                return new(Effect.None);
            case IInvocationOperation call when call.Instance == node:
                return new(Effect.None);
            default:
                return new(Effect.Leaks);
        }
    }

    private static LocalMention WritesMember(IPropertyReferenceOperation member, IPropertySymbol property)
    {
        bool isIt = member.Property.Is(property);
        IOperation node = member.Climb();
        switch (node.Parent)
        {
            case ISimpleAssignmentOperation assignment when assignment.Target == node:
                return isIt ? new(Effect.SetsProperty, assignment.Value) : new(Effect.None);
            case IAssignmentOperation assignment when assignment.Target == node:
                return isIt ? new(Effect.SetsProperty) : new(Effect.None);
            default:
                return new(Effect.None);
        }
    }
}
