using Microsoft.CodeAnalysis;

namespace TogetherAI.Analyzers;

/// <summary>A property's state in one of the objects that a value may be.</summary>
internal readonly struct PropertyFact
{
    public PropertyFact(PropertyState state, IOperation origin, IOperation? value = null, bool isRepeat = false)
    {
        State = state;
        Origin = origin;
        Value = value;
        IsRepeat = isRepeat;
    }

    /// <summary>What is known.</summary>
    public PropertyState State { get; }

    /// <summary>
    /// What made the object: its creation, the last <c>with</c> that did not touch the property, or the mention of a field that holds it.
    /// </summary>
    public IOperation Origin { get; }

    /// <summary>What was assigned, where that is one thing: the value, or the null that leaves it not set.</summary>
    public IOperation? Value { get; }

    /// <summary>Whether the same object, in the same state, went into an earlier call of the same kind. One report is enough.</summary>
    public bool IsRepeat { get; }

    public PropertyFact With(IOperation origin) => new(State, origin, Value, IsRepeat);

    public PropertyFact AsRepeat() => new(State, Origin, Value, isRepeat: true);
}
