using TogetherAI.Engine.Constraints.Languages;

namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>What an <see cref="ObjectNode"/> is made of.</summary>
/// <param name="Named">The properties that have a name, in their order.</param>
/// <param name="Names">The other names; a name's mark is the number of its kind among <paramref name="Kinds"/>, from 1.</param>
/// <param name="Kinds">The kinds of other properties.</param>
/// <param name="Witnesses">How many other properties must be there that prove something: each kind knows which it can.</param>
/// <param name="Min">The fewest properties.</param>
/// <param name="Max">The most; null where there is no bound.</param>
internal sealed record ObjectParts(IReadOnlyList<ObjectProperty> Named, Dfa Names, IReadOnlyList<OtherKind> Kinds, int Witnesses = 0, int Min = 0, int? Max = null);

/// <summary>One named property of an <see cref="ObjectNode"/>.</summary>
/// <param name="Name">The name as JSON, with the colon.</param>
/// <param name="Value">The value.</param>
/// <param name="IsRequired">Whether it must be there.</param>
internal sealed record ObjectProperty(LiteralNode Name, Node Value, bool IsRequired);

/// <summary>One kind of other property.</summary>
/// <param name="Value">The value.</param>
/// <param name="Proofs">For each thing to prove the value that does so; null where a property of this kind cannot.</param>
internal sealed record OtherKind(Node Value, Node?[] Proofs)
{
    public Node? With(int witness) => Proofs[witness];

    /// <summary>The height of the value, or with a number of at least 0 of the value that proves that.</summary>
    public int HeightWith(int witness) => witness < 0 ? Value.Height : Proofs[witness]?.Height ?? Node.Never;
}

/// <summary>The names that other properties can have, once it is known which values there are.</summary>
internal sealed class OtherNames
{
    private readonly int _height;

    public OtherNames(ObjectParts parts)
    {
        bool[] can = [.. parts.Kinds.Select(kind => Heights(kind).Any(static height => height < Node.Never))];
        Names = can.All(static one => one) ? parts.Names : Dfa.Combine(parts.Names, Dfa.All, (mark, _) => mark != 0 && can[mark - 1] ? mark : 0);
        Words = Names.IsEmpty ? 0 : Names.Words(0);
        _height = parts.Kinds.Where((_, index) => can[index]).Select(kind => Heights(kind).Where(static height => height < Node.Never).Max()).DefaultIfEmpty(Node.Never).Max();

        IEnumerable<int> Heights(OtherKind kind) => Enumerable.Range(-1, parts.Witnesses + 1).Select(kind.HeightWith);
    }

    public Dfa Names { get; }

    /// <summary>How many there are.</summary>
    public long Words { get; }

    public bool Fits(int depth) => Words > 0 && depth + _height <= Node.MaxDepth;

    public int MarkOf(int state) => Names.Mark(state);

    /// <summary>Whether any character may follow that needs no escape.</summary>
    public bool IsFree(int state) => Names.IsFreeOfEscapes(state);
}
