namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>
/// The names or items that were written so far, of which none may come again, and the one that is being written. Where in the output that
/// one began is only known once its bytes are written and not just tried. Immutable.
/// </summary>
internal sealed class UsedTexts : IOpenText
{
    public static readonly UsedTexts None = new([]);

    /// <summary>The place of a text that none of the used ones begins with.</summary>
    public const int Off = Characters.MaxCounted;

    private readonly byte[][] _texts;
    private readonly Dictionary<(int Place, byte Next), int> _places = [];
    private readonly List<(int Below, bool IsEnd)> _nodes = [(0, false)];
    private readonly List<(int From, byte Next)> _edges = [default];
    private readonly int _start;
    private readonly Phase _phase;

    private UsedTexts(byte[][] texts)
    {
        _texts = texts;
        foreach (byte[] text in texts)
            Add(text);
    }

    private UsedTexts(UsedTexts same, int start, Phase phase) =>
        (_texts, _places, _nodes, _edges, _start, _phase) = (same._texts, same._places, same._nodes, same._edges, start, phase);

    private enum Phase
    {
        Between,
        Begun,
        Within,
        Ended,
    }

    public bool IsOpen => _phase is Phase.Begun or Phase.Ended;

    /// <summary>Whether another may begin. Not while it is unknown what the last one was.</summary>
    public bool CanBegin => _phase == Phase.Between;

    /// <summary>Whether one is being written.</summary>
    public bool IsWithin => _phase is Phase.Begun or Phase.Within;

    public int Count => _texts.Length;

    /// <summary>Another begins.</summary>
    /// <param name="bytes">So many of its bytes have been written with this.</param>
    public UsedTexts Begin(int bytes) => new(this, ~bytes, Phase.Begun);

    public UsedTexts End() => new(this, _start, Phase.Ended);

    public object Settle(ReadOnlySpan<byte> text) => _phase == Phase.Begun
        ? new UsedTexts(this, text.Length - ~_start, Phase.Within)
        : new UsedTexts([.. _texts, text[_start..^1].ToArray()]);

    /// <summary>The place after one more byte.</summary>
    public int Next(int place, byte next) => place != Off && _places.TryGetValue((place, next), out int found) ? found : Off;

    /// <summary>How many used texts begin as what was written up to a place.</summary>
    public int Below(int place) => place == Off ? 0 : _nodes[place].Below;

    /// <summary>Places are numbered from 0, each after the one it is come to from.</summary>
    public int Places => _nodes.Count;

    /// <summary>The place that another is come to from, and the byte between.</summary>
    public (int From, byte Next) EdgeTo(int place) => _edges[place];

    public UsedTexts With(byte[] text) => new([.. _texts, text]);

    /// <summary>What was written up to a place.</summary>
    public byte[] TextAt(int place)
    {
        List<byte> text = [];
        for (; place != 0; place = _edges[place].From)
            text.Add(_edges[place].Next);
        text.Reverse();
        return [.. text];
    }

    /// <summary>Whether what was written up to a place was used.</summary>
    public bool IsUsed(int place) => place != Off && _nodes[place].IsEnd;

    private void Add(byte[] text)
    {
        int place = 0;
        _nodes[0] = (_nodes[0].Below + 1, _nodes[0].IsEnd);
        foreach (byte next in text)
        {
            if (!_places.TryGetValue((place, next), out int found))
            {
                // Past what can be counted no text of a model comes near.
                if (_nodes.Count >= Off)
                    return;
                _places.Add((place, next), found = _nodes.Count);
                _nodes.Add((0, false));
                _edges.Add((place, next));
            }

            place = found;
            _nodes[place] = (_nodes[place].Below + 1, _nodes[place].IsEnd);
        }

        _nodes[place] = (_nodes[place].Below, true);
    }
}
