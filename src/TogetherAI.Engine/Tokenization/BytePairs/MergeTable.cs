namespace TogetherAI.Engine.Tokenization.BytePairs;

/// <summary>What becomes of two neighbours: the merged token, and the merge's rank, the lower the earlier.</summary>
internal readonly record struct Merge(int Rank, int Token);

/// <summary>All merges by their pair of ids. Immutable once built.</summary>
internal sealed class MergeTable(int capacity)
{
    private readonly Dictionary<ulong, Merge> _merges = new(capacity);

    /// <summary>Adds a merge; one listed twice counts by its last rank, as in the reference.</summary>
    public void Add(int left, int right, Merge merge) => _merges[Key(left, right)] = merge;

    public bool TryGet(int left, int right, out Merge merge) => _merges.TryGetValue(Key(left, right), out merge);

    private static ulong Key(int left, int right) => ((ulong)(uint)left << 32) | (uint)right;
}
