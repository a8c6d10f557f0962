using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace TogetherAI.Analyzers;

/// <summary>What a local may hold, as one follows what is done to it. Not thread-safe.</summary>
internal sealed class LocalHistory(IOperation use)
{
    private List<PropertyFact> _facts = new();
    private bool _hadNone = true;
    private bool _isLost;
    private bool _isUsed;
    private bool _isUsedElsewhere;

    /// <summary>It gets a value.</summary>
    public void Assign(List<PropertyFact> facts, Certainty certainty)
    {
        if (certainty == Certainty.Never)
            return;
        if (certainty == Certainty.Always)
        {
            _facts = facts;
            _hadNone = facts.Count == 0;
            _isLost = _isUsed = false;
        }
        else if (_hadNone)
        {
            // Without a value to begin with, each way must have brought one.
            _facts.AddRange(facts);
        }
        else if (!HaveAll(_facts, PropertyState.NotSet) || !HaveAll(facts, PropertyState.NotSet))
        {
            _isLost |= !HaveAll(_facts, PropertyState.Set) || !HaveAll(facts, PropertyState.Set);
        }
    }

    /// <summary>The property of what it holds gets a value; null for one that cannot be told.</summary>
    public void Set(IOperation? value, Certainty certainty)
    {
        if (certainty == Certainty.Never)
            return;
        PropertyState state = value is not null && value.IsNull() ? PropertyState.NotSet : PropertyState.Set;
        if (certainty == Certainty.Always)
        {
            _isLost = _isUsed = false;
            IOperation[] origins = _facts.Count == 0 ? [use] : [.. _facts.Select(static fact => fact.Origin)];
            _facts = [.. origins.Select(origin => new PropertyFact(state, origin, value))];
        }
        else if (!HaveAll(_facts, state))
        {
            _isLost = true;
        }
    }

    /// <summary>From here on nothing is known.</summary>
    public void Lose() => _isLost = true;

    /// <summary>What it holds has gone into a call of the kind that is judged.</summary>
    public void MarkUsed(bool isInSameFunction)
    {
        _isUsed |= isInSameFunction;
        _isUsedElsewhere |= !isInSameFunction;
    }

    /// <summary>Tells what it may hold.</summary>
    public void AddTo(List<PropertyFact> facts, bool isWrittenAgain)
    {
        if (_isLost || _facts.Count == 0)
        {
            facts.Add(new(PropertyState.Unknown, use));
            return;
        }

        // What went into a call in a lambda was reported there only if nothing made that uncertain.
        bool isRepeat = _isUsed || (_isUsedElsewhere && !isWrittenAgain);
        facts.AddRange(isRepeat ? _facts.Select(static fact => fact.AsRepeat()) : _facts);
    }

    private static bool HaveAll(List<PropertyFact> facts, PropertyState state) => facts.Count > 0 && facts.TrueForAll(fact => fact.State == state);
}
