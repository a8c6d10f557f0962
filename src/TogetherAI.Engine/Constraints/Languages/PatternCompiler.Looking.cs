using System.Globalization;

namespace TogetherAI.Engine.Constraints.Languages;

/// <summary>
/// Patterns that look around or ask for the edges of words. What is to come ahead is a language that the rest of the text must be of, followed
/// beside what is read; what must have come before, one that is followed from the text's beginning.
/// </summary>
internal sealed partial class PatternCompiler
{
    // A way to read the text costs so much more than a state.
    private const int WorkOfThread = 8;

    private readonly List<PatternNode.Look> _looks = [];
    private readonly List<Place> _places = [];
    private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);

    // Of each look behind the texts that end with it; of each look ahead what may follow, for each of what can stand before.
    private Dfa[] _behind = [], _ahead = [];
    private int _end;

    private enum Before
    {
        Start,
        Word,
        Other,
    }

    private Dfa BuildLooking(int start, int end, Before before)
    {
        PatternNode any = new PatternNode.Repeat(new PatternNode.Set(CodePoints.All), 0, null);
        _end = end;
        _behind = [.. _looks.Select(look => look.IsAhead ? Dfa.None : new PatternCompiler(_work).Build(new PatternNode.Sequence([any, look.Part]), whole: true))];
        _ahead = [.. _looks.SelectMany(look => Enum.GetValues<Before>().Select(from => look.IsAhead ? Ahead(look, from) : Dfa.None))];
        IEnumerable<int> bounds = _states.Where(static state => state.Points is not null).SelectMany(static state => state.Points!.Ranges)
            .Concat(CodePoints.Word.Ranges).SelectMany(static range => new[] { range.First, range.Last + 1 })
            .Concat(_behind.Concat(_ahead).SelectMany(static one => one.Bounds));
        return Dfa.Build(
            Find(new Place([new Thread(start, [])], before, new int[_looks.Count])),
            (number, point) => Next(_places[number], point),
            number => Close(_places[number], null).Exists(thread => thread.State == _end && thread.Asked.All(one => _ahead[one.Language].Accepts(one.State))) ? 1 : 0,
            bounds);
    }

    /// <summary>The texts that can follow where one looks ahead.</summary>
    private Dfa Ahead(PatternNode.Look look, Before from)
    {
        PatternCompiler compiler = new(_work);
        int end = compiler.Add(null, None, None, Always);
        compiler._matched = compiler.Append(new PatternNode.Repeat(new PatternNode.Set(CodePoints.All), 0, null), end);
        Dfa texts = compiler.BuildLooking(compiler.Append(look.Part, compiler._matched), end, from);
        return look.Holds ? texts : texts.Not();
    }

    private int? Next(Place place, int point)
    {
        Before now = Contains(CodePoints.Word, point) ? Before.Word : Before.Other;
        List<Thread> next = [];
        foreach (Thread thread in Close(place, now))
        {
            Spend(WorkOfThread);
            if (_states[thread.State].Points is not { } points || !Contains(points, point))
                continue;

            // What is asked of the rest may be met for good, or past meeting.
            IEnumerable<(int Language, int State)> asked = thread.Asked.Select(one => (one.Language, _ahead[one.Language].Next(one.State, point)));
            (int Language, int State)[] left = [.. asked.Where(one => one.State == Dfa.Dead || !_ahead[one.Language].IsFree(one.State)).Distinct()];
            if (!Array.Exists(left, static one => one.State == Dfa.Dead))
                next.Add(new Thread(_states[thread.State].Next, left));
        }

        return next.Count == 0 ? null : Find(new Place(next, now, [.. place.Behind.Select((state, index) => _behind[index].Next(state, point))]));
    }

    /// <summary>All that can be reached without a character, where this comes next; null for the end of the text.</summary>
    private List<Thread> Close(Place place, Before? next)
    {
        bool isEdge = place.Before == Before.Word != (next == Before.Word);
        Dictionary<string, Thread> reached = new(StringComparer.Ordinal);
        Stack<Thread> open = new(place.Threads);
        while (open.TryPop(out Thread? thread))
        {
            Spend(WorkOfThread);
            if (thread.State == None || !reached.TryAdd(thread.Key, thread))
                continue;

            // Once there was a match, nothing else matters.
            if (thread.State == _matched && thread.Asked.Length == 0 && !(place.Threads is [{ Asked: [] } only] && only.State == _matched))
                return Close(place with { Threads = [thread] }, next);
            (CodePoints? points, int to, int other, int condition) = _states[thread.State];
            if (points is not null || thread.State == _end)
                continue;
            (int Language, int State)[] asked = thread.Asked;
            bool holds = condition switch
            {
                Always => true,
                AtStart => place.Before == Before.Start,
                AtEnd => next is null,
                AtEdge => isEdge,
                OffEdge => !isEdge,
                _ when _looks[condition - FirstLook].IsAhead => Asks(((condition - FirstLook) * 3) + (int)place.Before, ref asked),
                _ => _behind[condition - FirstLook].Accepts(place.Behind[condition - FirstLook]) == _looks[condition - FirstLook].Holds,
            };
            if (holds)
            {
                open.Push(new Thread(to, asked));
                open.Push(new Thread(other, asked));
            }
        }

        return [.. reached.Values];
    }

    private bool Asks(int language, ref (int Language, int State)[] asked)
    {
        if (!_ahead[language].IsFree(0) && !asked.Contains((language, 0)))
            asked = [.. asked, (language, 0)];
        return !_ahead[language].IsEmpty;
    }

    private int Find(Place place)
    {
        string key = $"{place.Before} {string.Join(',', place.Behind)} {string.Join(' ', place.Threads.Select(static thread => thread.Key).Distinct().Order(StringComparer.Ordinal))}";
        if (!_known.TryGetValue(key, out int number))
        {
            _known.Add(key, number = _places.Count);
            _places.Add(place);
        }

        return number;
    }

    /// <summary>A way to read the text: a state, and what is asked of the rest of the text.</summary>
    private sealed record Thread(int State, (int Language, int State)[] Asked)
    {
        public string Key { get; } = string.Create(CultureInfo.InvariantCulture, $"{State}")
            + string.Concat(Asked.Select(static one => string.Create(CultureInfo.InvariantCulture, $"/{one.Language}:{one.State}")).Order(StringComparer.Ordinal));
    }

    /// <summary>A place in the text: the ways that lead to it, what came before it, and where the languages stand that are looked back for.</summary>
    private sealed record Place(IReadOnlyList<Thread> Threads, Before Before, int[] Behind);
}
