namespace TogetherAI.Engine.Tokenization.BytePairs;

/// <summary>What becomes of two neighbours: the merged token, and the merge's rank, the lower the earlier.</summary>
internal readonly record struct Merge(int Rank, int Token);

/// <summary>All merges by their pair of ids. Immutable once built.</summary>
internal sealed class MergeTable(int capacity)
{
    private readonly Dictionary<ulong, Merge> _merges = new(capacity);

    /// <summary>Adds a merge; one listed twice counts by its last rank, as in the reference.</summary>
    public void Add(int left, int right, Merge merge) => _merges[Key(left, right)] = merge;

    /// <summary>Every token that a merge makes; one that several make comes several times.</summary>
    public IEnumerable<int> Made => _merges.Values.Select(static merge => merge.Token);

    /// <summary>Whether a token is ever merged with another.</summary>
    public bool Uses(Func<int, bool> token) => _merges.Keys.Any(key => token((int)(key >> 32)) || token((int)(uint)key));

    public bool TryGet(int left, int right, out Merge merge) => _merges.TryGetValue(Key(left, right), out merge);

    private static ulong Key(int left, int right) => ((ulong)(uint)left << 32) | (uint)right;
}
