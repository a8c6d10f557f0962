using System;
using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>
/// Tells whether a property is set in an object at the moment when that object reaches a call. It looks at how the object was made, at the
/// copies that <c>with</c> makes, and at what happens to the local that holds it on the way; whatever it cannot follow, and there is much of
/// that, is <see cref="PropertyState.Unknown"/>. Not a data-flow analysis: what comes later in the source comes later, what may be skipped
/// makes things uncertain, and lambdas run at any time.
/// </summary>
internal sealed partial class PropertyReader
{
    /// <summary>How many steps are followed. Real code takes three or four; the limit is for code that was made by a machine.</summary>
    private const int MaxDepth = 16;

    /// <summary>How many values are looked at in all: each choice between two doubles them.</summary>
    private const int MaxSteps = 256;

    private readonly IPropertySymbol _property;
    private readonly Func<IArgumentOperation, bool> _isSuchCall;
    private readonly CancellationToken _cancellationToken;
    private readonly bool _isFixed;
    private int _steps;

    /// <param name="property">The property.</param>
    /// <param name="isSuchCall">Whether an argument goes into a call of the kind that is judged, so that an object is reported only once.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public PropertyReader(IPropertySymbol property, Func<IArgumentOperation, bool> isSuchCall, CancellationToken cancellationToken)
    {
        _property = property;
        _isSuchCall = isSuchCall;
        _cancellationToken = cancellationToken;
        _isFixed = property.SetMethod is null or { IsInitOnly: true };
    }

    /// <summary>The property's state in each of the objects that a value may be. One that is not to be seen is among them as Unknown.</summary>
    public List<PropertyFact> Read(IOperation value)
    {
        List<PropertyFact> facts = new();
        _steps = 0;
        Collect(value, 0, facts);
        return facts;
    }

    private void Collect(IOperation operation, int depth, List<PropertyFact> facts)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        IOperation value = operation.Unwrap();
        if (depth > MaxDepth || ++_steps > MaxSteps)
        {
            facts.Add(new(PropertyState.Unknown, value));
            return;
        }

        switch (value)
        {
            case IObjectCreationOperation creation:
                facts.Add(FromCreation(creation));
                break;
            case IWithOperation copy:
                CollectCopy(copy, depth, facts);
                break;
            case IMemberInitializerOperation nested:
                facts.Add(FromInitializer(nested.Initializer, nested) ?? new(PropertyState.Unknown, nested));
                break;
            case IConditionalOperation { WhenFalse: { } whenFalse } choice:
                Collect(choice.WhenTrue, depth + 1, facts);
                Collect(whenFalse, depth + 1, facts);
                break;
            case ICoalesceOperation coalesce:
                Collect(coalesce.Value, depth + 1, facts);
                Collect(coalesce.WhenNull, depth + 1, facts);
                break;
            case ISwitchExpressionOperation choice:
                foreach (ISwitchExpressionArmOperation arm in choice.Arms)
                    Collect(arm.Value, depth + 1, facts);
                break;
            case ISimpleAssignmentOperation assignment:
                Collect(assignment.Value, depth + 1, facts);
                break;
            case IThrowOperation:
                break;
            case ILocalReferenceOperation local:
                CollectLocal(local, depth, facts);
                break;
            case IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member when _isFixed:
                CollectMember(member, depth, facts);
                break;
            default:
                facts.Add(new(PropertyState.Unknown, value));
                break;
        }
    }

    private PropertyFact FromCreation(IObjectCreationOperation creation)
    {
        // A constructor that is not the type's own may set anything.
        bool isUnderstood = creation.Constructor is { } constructor && creation.Type.IsOrDerivesFrom(_property.ContainingType)
            && SymbolEqualityComparer.Default.Equals(constructor.ContainingAssembly, _property.ContainingAssembly);
        if (!isUnderstood)
            return FromInitializer(creation.Initializer, creation) ?? new(PropertyState.Unknown, creation);

        foreach (IArgumentOperation argument in creation.Arguments)
        {
            if (argument.ArgumentKind != ArgumentKind.Explicit)
                continue;
            if (string.Equals(argument.Parameter?.Name, _property.Name, StringComparison.OrdinalIgnoreCase))
                return FromInitializer(creation.Initializer, creation) ?? Assigned(argument.Value, creation);
            if (argument.Parameter?.Type.IsOrDerivesFrom(_property.ContainingType) == true)
                return FromInitializer(creation.Initializer, creation) ?? new(PropertyState.Unknown, creation);
        }

        return FromInitializer(creation.Initializer, creation) ?? new(PropertyState.NotSet, creation);
    }

    private void CollectCopy(IWithOperation copy, int depth, List<PropertyFact> facts)
    {
        if (FromInitializer(copy.Initializer, copy) is { } fact)
        {
            facts.Add(fact);
            return;
        }

        List<PropertyFact> before = new();
        Collect(copy.Operand, depth + 1, before);
        if (IsOnlyStep(copy))
            facts.AddRange(before);
        else
            Merge(before, copy, facts);
    }

    /// <summary>
    /// Whether what is copied exists for this copy alone: then what made it is the place to report. What is copied again and again is
    /// reported at each copy, for each is a request of its own.
    /// </summary>
    private bool IsOnlyStep(IWithOperation copy)
    {
        IOperation operand = copy.Operand.Unwrap();
        if (operand is not ILocalReferenceOperation local)
            return operand is IObjectCreationOperation or IWithOperation;
        if (copy.Climb().Parent is ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } && target.Local.Is(local.Local))
            return true;
        int uses = 0;
        foreach (IOperation mention in LocalIndex.Of(local)[local.Local])
        {
            if (mention is ILocalReferenceOperation && (mention.Climb().Parent is IWithOperation || IsArgumentOfSuchCall(mention)))
                uses++;
        }

        return uses <= 1;
    }

    /// <summary>A copy is one object, whichever it was made from: it is reported, once, where it is made.</summary>
    private static void Merge(List<PropertyFact> before, IOperation origin, List<PropertyFact> facts)
    {
        PropertyFact? merged = null;
        foreach (PropertyFact fact in before)
        {
            if (merged is { } earlier && earlier.State != fact.State)
            {
                facts.Add(new(PropertyState.Unknown, origin));
                return;
            }

            merged = before.Count == 1 ? new(fact.State, origin, fact.Value) : new(fact.State, origin);
        }

        facts.Add(merged ?? new(PropertyState.Unknown, origin));
    }

    private PropertyFact? FromInitializer(IObjectOrCollectionInitializerOperation? initializer, IOperation origin)
    {
        PropertyFact? found = null;
        if (initializer is null)
            return found;
        foreach (IOperation member in initializer.Initializers)
        {
            if (member is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } assignment && target.Property.Is(_property))
                found = Assigned(assignment.Value, origin);
            else if (member is IMemberInitializerOperation { InitializedMember: IPropertyReferenceOperation nested } && nested.Property.Is(_property))
                found = new(PropertyState.Set, origin, member);
        }

        return found;
    }

    private static PropertyFact Assigned(IOperation value, IOperation origin) =>
        new(value.IsNull() ? PropertyState.NotSet : PropertyState.Set, origin, value);
}
