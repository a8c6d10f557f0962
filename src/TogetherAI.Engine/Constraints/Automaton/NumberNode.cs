using TogetherAI.Engine.Constraints.Languages;

namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>A JSON number of a language, or any other text of ASCII that has no end of its own. The state is the language's.</summary>
internal sealed class NumberNode : Node
{
    public static readonly NumberNode Any = new(NumberLanguage.Any);

    private readonly Dfa _language;

    public NumberNode(Dfa language)
    {
        _language = language;
        UpdateHeight();
    }

    public override long Variety => _language.Words(0);

    public override void Enter(int depth, Frame? rest, FrameSet into) => into.Add(new Frame(this, 0, depth, rest));

    public override void Step(Frame frame, byte next, FrameSet into)
    {
        int after = next < 0x80 ? _language.Next((int)frame.State, next) : Dfa.Dead;
        if (after == Dfa.Dead)
            return;
        into.Add(frame.At(after));
        if (_language.Accepts(after))
            into.Continue(frame.Next);
    }

    protected override int HeightOfParts() => _language.IsEmpty ? Never : 0;
}
