using TogetherAI.Engine.Constraints.Languages;

namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>
/// A JSON string of a language and of so many characters (code points). An escape never names a surrogate; the characters beyond the BMP are
/// written as they are.
/// </summary>
internal sealed class StringNode : Node
{
    public static readonly StringNode Any = new(Dfa.All, 0, null);
    public static readonly StringNode AnyTight = new(Dfa.All, 0, null, isTight: true);

    // What must be escaped has one short escape, but for these.
    private static readonly Dfa s_withShortEscapes = PatternCompiler.Whole(@"[^\0-\x07\x0B\x0E-\x1F]*");
    private static readonly int[] s_escaped = ['"', '\\', '\b', '\f', '\n', '\r', '\t'];

    private readonly Dfa _language;
    private readonly int _min, _counted;
    private readonly int? _max;
    private readonly bool _isTight;

    /// <param name="language">The texts. Where lengths are asked for too, these are all texts.</param>
    /// <param name="min">The fewest characters.</param>
    /// <param name="max">The most characters; null where there is no bound.</param>
    /// <param name="isTight">Whether each text is written in one way only: with the shortest escapes, where there must be one.</param>
    public StringNode(Dfa language, int min, int? max, bool isTight = false)
    {
        _language = isTight && !ReferenceEquals(language, Dfa.All) ? language.And(s_withShortEscapes) : language;
        (_min, _max, _counted, _isTight) = (min, max, max ?? min, isTight);
        UpdateHeight();
    }

    public override long Variety => !ReferenceEquals(_language, Dfa.All) ? _language.Words(0) : _max switch
    {
        null => long.MaxValue,
        0 => 1,
        _ => 0x10000,
    };

    public override void Enter(int depth, Frame? rest, FrameSet into) => into.Add(new Frame(this, Characters.Opening.Value, depth, rest));

    public override void Step(Frame frame, byte next, FrameSet into)
    {
        Characters place = new(frame.State);
        if (_isTight && ((place.IsEscape && next is (byte)'u' or (byte)'/') || (place.IsBoundary && next == (byte)'\\' && !MayEscape(place.State))))
            return;
        if (!place.IsBoundary)
        {
            Add(frame, place.NextInString(_language, next), into);
        }
        else if (next == (byte)'"')
        {
            if (place.Count >= _min && _language.Accepts(place.State))
                into.Continue(frame.Next);
        }
        else if (!(place.Count >= _max))
        {
            Add(frame, place.Counted(Math.Min(place.Count + 1, _counted)).NextInString(_language, next), into);
        }
    }

    public override int FreeCharacters(Frame frame)
    {
        Characters place = new(frame.State);
        return !place.IsBoundary || !_language.IsFree(place.State) ? 0 : _max is { } max ? max - place.Count : int.MaxValue;
    }

    public override bool IsSteady(Frame frame) => new Characters(frame.State).Count >= _min;

    protected override int HeightOfParts() => _min > _max || _language.IsEmpty ? Never : 0;

    private bool MayEscape(int state) => Array.Exists(s_escaped, point => _language.Next(state, point) != Dfa.Dead);

    private static void Add(Frame frame, Characters? place, FrameSet into)
    {
        if (place is { } found)
            into.Add(frame.At(found.Value));
    }
}
