namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>
/// The items of an array that were written so far, of which none may come again, and where the automaton of the one that is being written
/// stands. Each item is written in one way only, so that two that are equal are so byte by byte. Immutable but for what was found out.
/// </summary>
internal sealed class UsedItems : IOpenText
{
    private readonly UsedTexts _texts;
    private readonly Phase _phase;
    private readonly int _start;
    private readonly bool[] _free;
    private readonly Dictionary<ConstraintState, UsedItems> _alike;
    private UsedItems? _begun, _ended;

    public UsedItems()
        : this(UsedTexts.None, Phase.Between, null, 0, [], [])
    {
    }

    private UsedItems(UsedTexts texts, Phase phase, ConstraintState? item, int start, bool[] free, Dictionary<ConstraintState, UsedItems> alike)
    {
        (_texts, _phase, Item, _start, _free, _alike) = (texts, phase, item, start, free, alike);
        if (item is not null)
            alike[item] = this;
    }

    private enum Phase
    {
        Between,
        Begun,
        Within,
        Ended,
    }

    /// <summary>Where the item stands; null between two.</summary>
    public ConstraintState? Item { get; }

    /// <summary>Items that are whole.</summary>
    public int Count => _texts.Count;

    /// <summary>Whether another may begin. Not while it is unknown what the last one was.</summary>
    public bool CanBegin => _phase == Phase.Between;

    public bool IsOpen => _phase is Phase.Begun or Phase.Ended || Item is { IsOpen: true };

    /// <summary>Another begins; none of its bytes is taken yet.</summary>
    public UsedItems Begin(Node item, int depth)
    {
        if (_begun is null)
        {
            ConstraintState start = ConstraintState.StartOf(item, depth);
            _begun = new UsedItems(_texts, Phase.Begun, start, 0, Free(_texts, start), []);
        }

        return _begun;
    }

    /// <summary>The same with the item further on.</summary>
    public UsedItems At(ConstraintState item) =>
        _alike.TryGetValue(item, out UsedItems? known) ? known : new UsedItems(_texts, _phase, item, _start, _free, _alike);

    public UsedItems End() => _ended ??= new UsedItems(_texts, Phase.Ended, null, _start, [], []);

    public object Settle(ReadOnlySpan<byte> text)
    {
        if (_phase == Phase.Ended)
            return new UsedItems(_texts.With(text[_start..^1].ToArray()), Phase.Between, null, 0, [], []);
        int start = _phase == Phase.Begun ? text.Length - 1 : _start;
        ConstraintState item = Item!.Settle(text[start..]);
        return new UsedItems(_texts, Phase.Within, item, start, _free, []);
    }

    /// <summary>The place after one more byte; null where all that could come of it was used.</summary>
    public int? Next(int place, byte next) => _texts.Next(place, next) is var after && (after == UsedTexts.Off || _free[after]) ? after : null;

    public bool IsUsed(int place) => _texts.IsUsed(place);

    /// <summary>For each place whether an item can still come of it that was not used.</summary>
    private static bool[] Free(UsedTexts texts, ConstraintState start)
    {
        ConstraintState?[] states = new ConstraintState?[texts.Places];
        states[0] = start;
        for (int place = 1; place < states.Length; place++)
        {
            (int from, byte next) = texts.EdgeTo(place);
            ConstraintState? state = states[from]?.After(next);
            states[place] = state is { IsOpen: true } ? state.Settle(texts.TextAt(place)) : state;
        }

        bool[] free = new bool[states.Length];
        for (int place = states.Length - 1; place >= 0; place--)
        {
            if (states[place] is not { } state)
                continue;
            free[place] = state.IsComplete && !texts.IsUsed(place);
            for (int next = 0; next < 256 && !free[place]; next++)
                free[place] = state.After((byte)next) is not null && texts.Next(place, (byte)next) is var after && (after == UsedTexts.Off || free[after]);
        }

        return free;
    }
}
