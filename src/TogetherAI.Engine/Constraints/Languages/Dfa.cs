namespace TogetherAI.Engine.Constraints.Languages;

/// <summary>
/// A deterministic automaton over code points. Each state has a mark: 0 where no word ends, else what kind of word it is. From every state
/// but a first one that accepts nothing a word can be ended; what leads elsewhere is <see cref="Dead"/>. Immutable and thread-safe.
/// </summary>
internal sealed class Dfa
{
    public const int Dead = -1;

    /// <summary>States times classes of characters, 4 MB of a table; and states, each of which is looked up while they are found.</summary>
    public const int MaxCells = 1 << 20, MaxStates = 1 << 15;

    /// <summary>Every text.</summary>
    public static readonly Dfa All = new([0], [0], [1]);

    /// <summary>No text.</summary>
    public static readonly Dfa None = new([0], [Dead], [0]);

    private readonly int[] _bounds, _next, _marks;
    private readonly long[] _words;

    private Dfa(int[] bounds, int[] next, int[] marks)
    {
        (_bounds, _next, _marks) = (bounds, next, marks);
        _words = new long[marks.Length];
        Array.Fill(_words, -1);
    }

    public int States => _marks.Length;

    public bool IsEmpty => _marks[0] == 0 && _next.AsSpan(0, Classes).IndexOfAnyExcept(Dead) < 0;

    private int Classes => _bounds.Length;

    public int Mark(int state) => state == Dead ? 0 : _marks[state];

    public bool Accepts(int state) => Mark(state) != 0;

    public int Next(int state, int point) => state == Dead ? Dead : _next[(state * Classes) + ClassOf(point)];

    /// <summary>Whether any character may follow, any number of times.</summary>
    public bool IsFree(int state) => _marks[state] != 0 && _next.AsSpan(state * Classes, Classes).IndexOfAnyExcept(state) < 0;

    /// <summary>Whether any character may follow that stands in a JSON string as it is, any number of times.</summary>
    public bool IsFreeOfEscapes(int state) => Common(state, 0x20, 0x21) == state && Common(state, 0x23, 0x5B) == state && Common(state, 0x5D, CodePoints.Last) == state;

    /// <summary>Where every character of a range leads: one state, <see cref="Dead"/> for all, or null where they differ.</summary>
    public int? Common(int state, int first, int last)
    {
        int from = ClassOf(first), to = ClassOf(last), target = _next[(state * Classes) + from];
        for (int i = from + 1; i <= to; i++)
        {
            if (_next[(state * Classes) + i] != target)
                return null;
        }

        return target;
    }

    /// <summary>Whether some character of a range may follow.</summary>
    public bool Any(int state, int first, int last) =>
        first <= last && _next.AsSpan((state * Classes) + ClassOf(first), ClassOf(last) - ClassOf(first) + 1).IndexOfAnyExcept(Dead) >= 0;

    public bool Accepts(string word)
    {
        int state = 0;
        foreach (System.Text.Rune rune in word.EnumerateRunes())
            state = Next(state, rune.Value);
        return Accepts(state);
    }

    public int MarkOf(string word)
    {
        int state = 0;
        foreach (System.Text.Rune rune in word.EnumerateRunes())
            state = Next(state, rune.Value);
        return Mark(state);
    }

    /// <summary>The marks that some word has.</summary>
    public IEnumerable<int> Marks => _marks.Where(static mark => mark != 0).Distinct();

    /// <summary>How many words go on from a state; <see cref="long.MaxValue"/> where there is no end to them.</summary>
    public long Words(int state)
    {
        const long Open = -2;
        lock (_words)
            return Count(state, 0);

        long Count(int at, int depth)
        {
            if (at == Dead)
                return 0;
            if (_words[at] == Open || depth > 2000)
                return long.MaxValue;
            if (_words[at] >= 0)
                return _words[at];
            _words[at] = Open;
            long words = _marks[at] != 0 ? 1 : 0;
            for (int i = 0; i < Classes; i++)
            {
                long after = Count(_next[(at * Classes) + i], depth + 1);
                long width = (i + 1 < Classes ? _bounds[i + 1] : CodePoints.Last + 1) - _bounds[i];
                words = after > 0 && words < long.MaxValue ? after < 1 << 30 && words < 1L << 60 ? words + (after * width) : long.MaxValue : words;
            }

            return _words[at] = words;
        }
    }

    /// <summary>These texts and no others.</summary>
    public static Dfa Words(IEnumerable<string> words) => Words(words.Select(static word => (word, 1)));

    /// <summary>These texts and no others, each with a mark.</summary>
    public static Dfa Words(IEnumerable<(string Text, int Mark)> words)
    {
        // A tree of their characters.
        Dictionary<(int State, int Point), int> next = [];
        Dictionary<int, int> ends = [];
        HashSet<int> points = [];
        int states = 1;
        foreach ((string word, int mark) in words)
        {
            int state = 0;
            foreach (System.Text.Rune rune in word.EnumerateRunes())
            {
                points.Add(rune.Value);
                if (!next.TryGetValue((state, rune.Value), out int known))
                    next.Add((state, rune.Value), known = states++);
                state = known;
            }

            ends[state] = mark;
        }

        return Build(0, (state, point) => next.TryGetValue((state, point), out int known) ? known : null, ends.GetValueOrDefault,
            points.SelectMany(static point => new[] { point, point + 1 }));
    }

    /// <summary>A text, and all that come before it in the order of code points.</summary>
    public static Dfa UpTo(string text)
    {
        const int Before = -2;
        int[] points = [.. text.EnumerateRunes().Select(static rune => rune.Value)];
        return Build(
            0,
            (state, point) => state == Before ? Before : state == points.Length || point > points[state] ? null : point < points[state] ? Before : state + 1,
            static _ => 1,
            points.SelectMany(static point => new[] { point, point + 1 }));
    }

    /// <summary>Texts of so many characters.</summary>
    public static Dfa Length(int min, int? max)
    {
        if (Math.Max(min, max ?? 0) >= MaxStates)
            throw new LanguageTooLargeException("A length beside a pattern");
        int counted = max ?? min;
        return Build(0, (count, _) => max is null && count == counted ? count : count < counted ? count + 1 : null, count => count >= min ? 1 : 0, []);
    }

    public Dfa Not() => Combine(this, All, static (mark, _) => mark == 0 ? 1 : 0);

    public Dfa And(Dfa other) => ReferenceEquals(this, All) ? other : ReferenceEquals(other, All) ? this : Combine(this, other, static (a, b) => a != 0 && b != 0 ? 1 : 0);

    public Dfa Or(Dfa other) => Combine(this, other, static (a, b) => a != 0 || b != 0 ? 1 : 0);

    /// <summary>Follows both at once; a word's mark is made of its marks in both.</summary>
    public static Dfa Combine(Dfa a, Dfa b, Func<int, int, int> mark) => Build(
        (0, 0),
        (state, point) => (a.Next(state.Item1, point), b.Next(state.Item2, point)) is var next && next != (Dead, Dead) ? next : null,
        state => mark(a.Mark(state.Item1), b.Mark(state.Item2)),
        a._bounds.Concat(b._bounds));

    /// <summary>Finds the states that can be reached from a first one.</summary>
    /// <param name="start">The first state.</param>
    /// <param name="next">Where a character leads; null where it may not follow.</param>
    /// <param name="mark">A state's mark.</param>
    /// <param name="bounds">Where characters begin to be treated differently.</param>
    public static Dfa Build<TState>(TState start, Func<TState, int, TState?> next, Func<TState, int> mark, IEnumerable<int> bounds)
        where TState : struct
    {
        int[] starts = [.. bounds.Append(0).Where(static point => point <= CodePoints.Last).Distinct().Order()];
        Dictionary<TState, int> numbers = new() { [start] = 0 };
        List<TState> states = [start];
        List<int> table = [];
        for (int i = 0; i < states.Count; i++)
        {
            if ((i + 1) * starts.Length > MaxCells || states.Count > MaxStates)
                throw new LanguageTooLargeException("A pattern");
            foreach (int point in starts)
            {
                if (next(states[i], point) is not { } target)
                {
                    table.Add(Dead);
                    continue;
                }

                if (!numbers.TryGetValue(target, out int number))
                {
                    numbers.Add(target, number = states.Count);
                    states.Add(target);
                }

                table.Add(number);
            }
        }

        return new Dfa(starts, [.. table], [.. states.Select(mark)]).Trim();
    }

    /// <summary>Leaves out what leads nowhere.</summary>
    private Dfa Trim()
    {
        int classes = Classes;
        List<int>?[] sources = new List<int>?[States];
        for (int cell = 0; cell < _next.Length; cell++)
        {
            if (_next[cell] != Dead)
                (sources[_next[cell]] ??= []).Add(cell / classes);
        }

        bool[] lives = new bool[States];
        Stack<int> open = new(Enumerable.Range(0, States).Where(state => _marks[state] != 0));
        while (open.TryPop(out int state))
        {
            if (lives[state])
                continue;
            lives[state] = true;
            foreach (int source in sources[state] ?? [])
                open.Push(source);
        }

        if (!lives[0])
            return None;

        // Where a text begins is often where it goes on, but for what was asked of its beginning; to see that makes masks cheap.
        int start = Twin();
        int[] numbers = new int[States];
        int kept = 1;
        for (int state = 0; state < States; state++)
            numbers[state] = state == 0 || state == start ? 0 : lives[state] ? kept++ : Dead;
        int[] next = new int[kept * classes], marks = new int[kept];
        for (int state = 0; state < States; state++)
        {
            if (!lives[state] || (state == 0 && start != 0))
                continue;
            marks[numbers[state]] = _marks[state];
            for (int i = 0; i < classes; i++)
                next[(numbers[state] * classes) + i] = _next[(state * classes) + i] is not Dead and var target ? numbers[target] : Dead;
        }

        return new Dfa(_bounds, next, marks);
    }

    /// <summary>A state that goes on as the first does; the first where there is none.</summary>
    private int Twin()
    {
        for (int state = 1; state < States; state++)
        {
            if (_marks[state] == _marks[0] && _next.AsSpan(state * Classes, Classes).SequenceEqual(_next.AsSpan(0, Classes)))
                return state;
        }

        return 0;
    }

    private int ClassOf(int point)
    {
        int found = Array.BinarySearch(_bounds, point);
        return found >= 0 ? found : ~found - 1;
    }
}
