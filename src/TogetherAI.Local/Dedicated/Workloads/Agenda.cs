namespace TogetherAI.Local.Dedicated;

/// <summary>
/// What is to happen when. Nothing waits for it: whoever looks at the cloud first lets happen what was due since the last look, each at its
/// own moment, so that hours may pass at once. Guarded by the cloud's lock.
/// </summary>
internal sealed class Agenda
{
    private readonly PriorityQueue<Action, (DateTimeOffset Due, long Sequence)> _entries = new();
    private long _sequence;

    /// <summary>When the next thing is due; null where nothing is.</summary>
    public DateTimeOffset? Next => _entries.TryPeek(out _, out (DateTimeOffset Due, long Sequence) first) ? first.Due : null;

    public void Add(DateTimeOffset due, Action happening) => _entries.Enqueue(happening, (due, _sequence++));

    /// <summary>The next thing that is due by a moment, and when it was; of equals the one noted first.</summary>
    public bool TryTake(DateTimeOffset until, out Action happening, out DateTimeOffset due)
    {
        due = default;
        if (!_entries.TryPeek(out happening!, out (DateTimeOffset Due, long Sequence) first) || first.Due > until)
            return false;
        _entries.Dequeue();
        due = first.Due;
        return true;
    }
}
