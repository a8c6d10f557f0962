using TogetherAI.Engine.Constraints.Languages;

namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>Plain text of a language, as it is written and not as a JSON string.</summary>
internal sealed class TextNode : Node
{
    private readonly Dfa _language;

    public TextNode(Dfa language)
    {
        _language = language;
        UpdateHeight();
    }

    public override bool CanBeEmpty => _language.Accepts(0);

    public override void Enter(int depth, Frame? rest, FrameSet into)
    {
        into.Add(new Frame(this, Characters.Start.Value, depth, rest));
        if (_language.Accepts(0))
            into.Continue(rest);
    }

    public override void Step(Frame frame, byte next, FrameSet into)
    {
        if (new Characters(frame.State).Next(_language, next) is not { } place)
            return;
        into.Add(frame.At(place.Value));
        if (place.IsBoundary && _language.Accepts(place.State))
            into.Continue(frame.Next);
    }

    public override int FreeCharacters(Frame frame)
    {
        Characters place = new(frame.State);
        return place.IsBoundary && _language.IsFree(place.State) ? int.MaxValue : 0;
    }

    protected override int HeightOfParts() => _language.IsEmpty ? Never : 0;
}
