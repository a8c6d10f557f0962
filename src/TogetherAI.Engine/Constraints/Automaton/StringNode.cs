using TogetherAI.Engine.Constraints.Languages;

namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>
/// A JSON string of a language and of so many characters (code points). An escape never names a surrogate; the characters beyond the BMP are
/// written as they are.
/// </summary>
internal sealed class StringNode : Node
{
    public static readonly StringNode Any = new(Dfa.All, 0, null);

    private readonly Dfa _language;
    private readonly int _min, _counted;
    private readonly int? _max;

    /// <param name="language">The texts. Where lengths are asked for too, these are all texts.</param>
    /// <param name="min">The fewest characters.</param>
    /// <param name="max">The most characters; null where there is no bound.</param>
    public StringNode(Dfa language, int min, int? max)
    {
        (_language, _min, _max, _counted) = (language, min, max, max ?? min);
        UpdateHeight();
    }

    public override void Enter(int depth, Frame? rest, FrameSet into) => into.Add(new Frame(this, Characters.Opening.Value, depth, rest));

    public override void Step(Frame frame, byte next, FrameSet into)
    {
        Characters place = new(frame.State);
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

    private static void Add(Frame frame, Characters? place, FrameSet into)
    {
        if (place is { } found)
            into.Add(frame.At(found.Value));
    }
}
