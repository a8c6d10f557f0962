namespace TogetherAI.Engine.Constraints.Languages;

/// <summary>Turns patterns into automata: Thompson's construction, then sets of its states. Used once; not thread-safe.</summary>
/// <param name="work">What was spent, also on the patterns that this one looks around for.</param>
internal sealed partial class PatternCompiler(PatternCompiler.Work work)
{
    // What an honest pattern takes is far below both; a bomb reaches one of them within milliseconds.
    private const int MaxStates = 20_000, MaxWork = 1_000_000;

    // A state has characters that lead on, or a condition and where it leads without one.
    private readonly List<(CodePoints? Points, int Next, int Other, int Condition)> _states = [];
    private readonly Work _work = work;
    private int _matched;

    private const int Always = 0, AtStart = 1, AtEnd = 2, AtEdge = 3, OffEdge = 4, FirstLook = 5, None = -1;

    /// <summary>The texts that hold a match, as JSON Schema takes patterns.</summary>
    public static Dfa Search(string pattern) => Compile(pattern, whole: false);

    /// <summary>The texts that are a match.</summary>
    public static Dfa Whole(string pattern) => Compile(pattern, whole: true);

    /// <summary>The texts that are a match of a pattern that was read already.</summary>
    public static Dfa Whole(PatternNode pattern) => Compile(pattern, whole: true);

    private static Dfa Compile(string pattern, bool whole) => Compile(new PatternParser(pattern).Parse(), whole);

    private static Dfa Compile(PatternNode pattern, bool whole)
    {
        // What is asked of the whole text is a language of its own: joining it costs less than following it beside the rest.
        if (pattern is PatternNode.Sequence { Parts: [PatternNode.Anchor { IsStart: true } begin, PatternNode.Look { IsAhead: true } look, ..] } sequence)
        {
            Dfa also = Compile(new PatternNode.Sequence([begin, look.Part]), whole: false);
            return Compile(new PatternNode.Sequence([begin, .. sequence.Parts.Skip(2)]), whole).And(look.Holds ? also : also.Not());
        }

        return pattern.Size <= MaxStates ? new PatternCompiler(new Work()).Build(pattern, whole) : throw new LanguageTooLargeException("A pattern");
    }

    private Dfa Build(PatternNode pattern, bool whole)
    {
        PatternNode any = new PatternNode.Repeat(new PatternNode.Set(CodePoints.All), 0, null);
        int end = Add(null, None, None, Always);
        _matched = whole ? None : Append(any, end);
        int start = Append(pattern, whole ? end : _matched);
        if (!whole)
            start = Append(any, start);
        if (_states.Exists(static state => state.Condition > AtEnd))
            return BuildLooking(start, end, Before.Start);
        Dictionary<string, StateSet> known = new(StringComparer.Ordinal);
        IEnumerable<int> bounds = _states.Where(static state => state.Points is not null)
            .SelectMany(static state => state.Points!.Ranges.SelectMany(static range => new[] { range.First, range.Last + 1 }));
        StateSet first = Close([start], atStart: true, known);
        return Dfa.Build(
            first,
            (set, point) =>
            {
                List<int> next = [];
                foreach (int state in set.States)
                {
                    Spend();
                    if (_states[state].Points is { } points && Contains(points, point))
                        next.Add(_states[state].Next);
                }

                return next.Count == 0 ? null : Close(next, atStart: false, known);
            },
            set => set.Ends.Contains(end) ? 1 : 0,
            bounds);
    }

    /// <summary>All states that can be reached without a character. Equal sets are one object, so that comparing them costs nothing.</summary>
    private StateSet Close(List<int> from, bool atStart, Dictionary<string, StateSet> known)
    {
        int[] states = Reach(from, atStart, atEnd: false);
        string key = (atStart ? "^" : "") + string.Join(',', states);
        if (!known.TryGetValue(key, out StateSet set))
            known.Add(key, set = new StateSet(known.Count, states, [.. Reach(from, atStart, atEnd: true)]));
        return set;
    }

    private int[] Reach(List<int> from, bool atStart, bool atEnd)
    {
        SortedSet<int> reached = [];
        Stack<int> open = new(from);
        while (open.TryPop(out int state))
        {
            Spend();
            if (state == None || !reached.Add(state))
                continue;
            (CodePoints? points, int next, int other, int condition) = _states[state];
            if (points is not null || (condition == AtStart && !atStart) || (condition == AtEnd && !atEnd))
                continue;
            open.Push(next);
            open.Push(other);
        }

        // Once there was a match, nothing else matters.
        bool fromMatch = from.Count == 1 && from[0] == _matched;
        return !fromMatch && reached.Contains(_matched) ? Reach([_matched], atStart, atEnd) : [.. reached];
    }

    /// <summary>Adds a part that leads to <paramref name="next"/>. Returns where it begins.</summary>
    private int Append(PatternNode part, int next)
    {
        switch (part)
        {
            case PatternNode.Set set:
                return Add(set.Points, next, None, Always);
            case PatternNode.Anchor anchor:
                return Add(null, next, None, anchor.IsStart ? AtStart : AtEnd);
            case PatternNode.Edge edge:
                return Add(null, next, None, edge.Holds ? AtEdge : OffEdge);
            case PatternNode.Look look:
                if (!_looks.Contains(look))
                    _looks.Add(look);
                return Add(null, next, None, FirstLook + _looks.IndexOf(look));
            case PatternNode.Sequence sequence:
                for (int i = sequence.Parts.Count - 1; i >= 0; i--)
                    next = Append(sequence.Parts[i], next);
                return next;
            case PatternNode.Choice choice:
                int begin = None;
                foreach (PatternNode one in choice.Parts)
                    begin = Add(null, Append(one, next), begin, Always);
                return begin;
            default:
                PatternNode.Repeat repeat = (PatternNode.Repeat)part;
                int after = next;
                if (repeat.Max is null)
                {
                    int loop = Add(null, next, None, Always);
                    _states[loop] = (null, Append(repeat.Part, loop), next, Always);
                    after = loop;
                }

                for (int i = repeat.Min; i < repeat.Max; i++)
                    after = Add(null, Append(repeat.Part, after), next, Always);
                for (int i = 0; i < repeat.Min; i++)
                    after = Append(repeat.Part, after);
                return after;
        }
    }

    private int Add(CodePoints? points, int next, int other, int condition)
    {
        _states.Add((points, next, other, condition));
        return _states.Count - 1;
    }

    private void Spend(int work = 1)
    {
        if ((_work.Spent += work) > MaxWork)
            throw new LanguageTooLargeException("A pattern");
    }

    private static bool Contains(CodePoints points, int point)
    {
        foreach ((int first, int last) in points.Ranges)
        {
            if (point <= last)
                return point >= first;
        }

        return false;
    }

    internal sealed class Work
    {
        public int Spent { get; set; }
    }

    private readonly struct StateSet(int number, int[] states, int[] ends) : IEquatable<StateSet>
    {
        public int[] States => states;

        public int[] Ends => ends;

        private int Number => number;

        public bool Equals(StateSet other) => Number == other.Number;

        public override bool Equals(object? obj) => obj is StateSet other && Equals(other);

        public override int GetHashCode() => Number;
    }
}
