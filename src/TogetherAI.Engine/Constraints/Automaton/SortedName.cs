using TogetherAI.Engine.Constraints.Languages;

namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>The last name of an object whose names are in order, and the one that is being written. Immutable.</summary>
internal sealed class SortedName : IOpenText
{
    /// <summary>The place of a name that is greater than the last whatever comes.</summary>
    public const int Greater = Characters.MaxCounted;

    public static readonly SortedName None = new(null, 0, Phase.Between, 0, Dfa.None);

    private readonly byte[]? _last;
    private readonly int _start;
    private readonly Phase _phase;

    private SortedName(byte[]? last, int start, Phase phase, long place, Dfa names) => (_last, _start, _phase, Place, Names) = (last, start, phase, place, names);

    private enum Phase
    {
        Between,
        Waiting,
        Begun,
        Within,
        Ended,
    }

    /// <summary>Where the object stands.</summary>
    public long Place { get; }

    /// <summary>The names that the next is one of.</summary>
    public Dfa Names { get; }

    public bool IsOpen => _phase is Phase.Begun or Phase.Ended;

    /// <summary>Where a name begins.</summary>
    public Characters Start => Characters.Start.Counted(_last is null ? Greater : 0);

    /// <summary>Whether some name of a language may come next. Not while it is unknown what the last one was.</summary>
    public bool HasNext(Dfa names) => _phase == Phase.Between && !names.IsEmpty && IsOpenTo(names, Start);

    /// <summary>A name of these is to come.</summary>
    public SortedName Wait(Dfa names, long place) => new(_last, 0, Phase.Waiting, place, names);

    public SortedName Begin() => new(_last, 0, Phase.Begun, Place, Names);

    public SortedName End() => new(_last, _start, Phase.Ended, 0, Names);

    public object Settle(ReadOnlySpan<byte> text) => _phase == Phase.Begun
        ? new SortedName(_last, text.Length, Phase.Within, Place, Names)
        : new SortedName(text[_start..^1].ToArray(), 0, Phase.Between, 0, Dfa.None);

    /// <summary>Takes a byte of the name; null where no name after the last can come of it.</summary>
    public Characters? Next(Characters at, byte next)
    {
        if (at.Next(Names, next) is not { } after)
            return null;
        int place = at.Count;
        if (place != Greater && place < _last!.Length && next < _last[place])
            return null;
        after = after.Counted(place == Greater || place == _last!.Length || next > _last[place] ? Greater : place + 1);
        return IsOpenTo(Names, after) ? after : null;
    }

    /// <summary>Whether a name greater than the last can come of what was written up to here.</summary>
    private bool IsOpenTo(Dfa names, Characters at)
    {
        for (int place = at.Count; place != Greater; place++)
        {
            for (int next = place < _last!.Length ? _last[place] + 1 : 0; next < 256; next++)
            {
                if (at.Next(names, (byte)next) is not null)
                    return true;
            }

            if (place == _last.Length || at.Next(names, _last[place]) is not { } after)
                return false;
            at = after;
        }

        return true;
    }
}
