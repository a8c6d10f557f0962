namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>What an <see cref="ArrayNode"/> is made of.</summary>
/// <param name="First">The kinds of the items at the beginning, one each.</param>
/// <param name="Rest">The kind of the others.</param>
/// <param name="Counted">What is counted among the items: at most four things.</param>
/// <param name="Min">The fewest items.</param>
/// <param name="Max">The most; null where there is no bound.</param>
/// <param name="IsTight">Whether no spaces are written.</param>
internal sealed record ArrayParts(IReadOnlyList<ItemKind> First, ItemKind Rest, IReadOnlyList<CountedItems> Counted, int Min, int? Max, bool IsTight = false)
{
    /// <summary>Most that an array counts, and most of one kind that it counts among its items.</summary>
    public const int Most = 0xFFFFE, MostOfKind = 0x3FE;

    /// <summary>From here on all items are alike.</summary>
    public int Special { get; } = First.Count;

    public int Choices { get; } = 1 << Counted.Count;

    /// <summary>Counting further than this would tell nothing.</summary>
    public int MaxCounted { get; } = Math.Max(Math.Max(First.Count, Min), Max ?? 1);

    public ItemKind KindAt(int index) => index < First.Count ? First[index] : Rest;
}

/// <summary>What may stand at a place.</summary>
/// <param name="Values">A value for each choice of what the item counts for: bit by bit.</param>
internal sealed record ItemKind(Node[] Values)
{
    public bool Fits(int depth) => Values.Any(value => value.Fits(depth));

    public bool CanCountFor(int index, int depth) => Values.Where((_, choice) => (choice >> index & 1) != 0).Any(value => value.Fits(depth));
}

/// <summary>Items that are counted.</summary>
/// <param name="From">The first place that counts.</param>
/// <param name="Min">The fewest.</param>
/// <param name="Max">The most; null where there is no bound.</param>
internal sealed record CountedItems(int From, int Min, int? Max);
