using System.Text;
using TogetherAI.Engine.Constraints.Languages;

namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>What a <see cref="SortedObjectNode"/> is made of.</summary>
/// <param name="Names">The names; a name's mark is the number of its kind among <paramref name="Kinds"/>, from 1.</param>
/// <param name="Kinds">The values.</param>
/// <param name="Required">The names that must be there, each of a kind of its own.</param>
/// <param name="Min">The fewest properties.</param>
/// <param name="Max">The most; null where there is no bound.</param>
internal sealed record SortedParts(Dfa Names, IReadOnlyList<Node> Kinds, IReadOnlyList<string> Required, int Min, int? Max);

/// <summary>The names that can come next in a <see cref="SortedObjectNode"/>, once it is known which values there are.</summary>
internal sealed class SortedNames
{
    private readonly Dfa?[] _upTo, _only;
    private readonly string[] _required;

    public SortedNames(SortedParts parts)
    {
        All = Dfa.Combine(parts.Names, Dfa.All, (mark, _) => mark != 0 && parts.Kinds[mark - 1].Height < Node.Never ? mark : 0);
        _required = [.. parts.Required.OrderBy(static name => name, Comparer<string>.Create(static (a, b) =>
            Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b))))];
        RequiredMarks = [.. _required.Select(All.MarkOf)];
        (_upTo, _only) = (new Dfa?[_required.Length], new Dfa?[_required.Length]);
        Tallest = All.Marks.Select(mark => parts.Kinds[mark - 1].Height).DefaultIfEmpty(Node.Never).Max();
        IsEndless = !All.IsEmpty && Enumerable.Range(0, All.States).All(state => !All.Accepts(state) || All.Words(state) == long.MaxValue);
    }

    public Dfa All { get; }

    /// <summary>The required names' kinds, in the order of the names; 0 where the name cannot be written.</summary>
    public int[] RequiredMarks { get; }

    /// <summary>The height of the tallest kind.</summary>
    public int Tallest { get; }

    /// <summary>Whether after each name there is always another.</summary>
    public bool IsEndless { get; }

    /// <summary>The names that may come while so many of the required ones have been written: none after the next of those.</summary>
    /// <param name="written">Required names that have been written.</param>
    /// <param name="open">Whether there may be others before it.</param>
    public Dfa Before(int written, bool open)
    {
        if (written == _required.Length)
            return open ? All : Dfa.None;
        return open
            ? _upTo[written] ??= Dfa.Combine(All, Dfa.UpTo(_required[written]), static (mark, there) => there != 0 ? mark : 0)
            : _only[written] ??= Dfa.Combine(All, Dfa.Words([_required[written]]), static (mark, there) => there != 0 ? mark : 0);
    }
}
