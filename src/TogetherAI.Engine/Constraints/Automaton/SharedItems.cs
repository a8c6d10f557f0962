namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>What the items of an array share, so that what was found out about one is known for the next. Not thread-safe.</summary>
internal sealed class SharedItems
{
    private readonly Dictionary<Node, ConstraintState> _starts = [];
    private readonly Dictionary<(ConstraintState Item, Frame? Next, bool IsEnough, bool HasMore), ConstraintState> _alike = [];

    public ConstraintState StartOf(Node item, int depth)
    {
        if (!_starts.TryGetValue(item, out ConstraintState? start))
            _starts.Add(item, start = ConstraintState.StartOf(item, depth));
        return start;
    }

    /// <summary>The first state of those where an item stands so, with this after the array, and whether the array may end or go on after it.</summary>
    public ConstraintState Alike(ConstraintState item, Frame? next, bool isEnough, bool hasMore, ConstraintState state)
    {
        if (!_alike.TryGetValue((item, next, isEnough, hasMore), out ConstraintState? first))
            _alike.Add((item, next, isEnough, hasMore), first = state);
        return first;
    }
}
