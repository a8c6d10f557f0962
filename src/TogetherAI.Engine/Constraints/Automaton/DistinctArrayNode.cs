using TogetherAI.Engine.Constraints.Languages;

namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>
/// A JSON array no two items of which are equal. Items are no arrays and no objects, and each value is written in one way only, so that two
/// that are equal are so byte by byte.
/// </summary>
internal sealed class DistinctArrayNode(Dfa[] first, Dfa rest, int min, int? max) : Node
{
    private static readonly Characters s_afterComma = Characters.Opening;

    public override void Enter(int depth, Frame? rest, FrameSet into) => LiteralNode.BeginArray.Enter(depth, new Frame(this, 0, depth + 1, rest), into);

    public override void Resume(Frame frame, FrameSet into)
    {
        if (HasMore(UsedTexts.None))
            into.Add(frame with { State = Characters.Start.Value, Data = UsedTexts.None });
        if (min == 0)
            LiteralNode.EndArray.Enter(frame.Depth, frame.Next, into);
    }

    public override void Step(Frame frame, byte next, FrameSet into)
    {
        UsedTexts used = (UsedTexts)frame.Data!;
        Characters at = new(frame.State);
        bool begins = !used.IsWithin;
        if (begins && !used.CanBegin)
            return;
        if (at.IsOpening && next == (byte)' ')
        {
            into.Add(frame.At(Characters.Start.Value));
            return;
        }

        if (at.IsOpening)
            at = Characters.Start;
        Dfa language = At(used.Count);
        if (!begins && at.IsBoundary && language.Accepts(at.State) && !used.IsUsed(at.Count))
            End(frame, used, next, into);
        if (at.Next(language, next) is not { } after)
            return;

        // An item is only gone on with where one is left that was not used.
        int place = used.Next(at.Count, next);
        if (!after.IsBoundary || language.Words(after.State) > used.Below(place))
            into.Add(frame with { State = after.Counted(place).Value, Data = begins ? used.Begin(1) : used });
    }

    protected override int HeightOfParts() => min > max || (min > 0 && rest.Words(0) < min) ? Never : 1;

    private void End(Frame frame, UsedTexts used, byte next, FrameSet into)
    {
        if (next == (byte)']' && used.Count + 1 >= min)
            into.Continue(frame.Next);
        if (next == (byte)',' && HasMoreAfter(used))
            into.Add(frame with { State = s_afterComma.Value, Data = used.End() });
    }

    private Dfa At(int index) => index < first.Length ? first[index] : rest;

    private bool HasMore(UsedTexts used) => !(used.Count >= max) && At(used.Count) is { IsEmpty: false } language && language.Words(0) > used.CountIn(language);

    /// <summary>The item that ends now may be one of the next one's language too.</summary>
    private bool HasMoreAfter(UsedTexts used) =>
        !(used.Count + 1 >= max) && At(used.Count + 1) is { IsEmpty: false } language && language.Words(0) > used.CountIn(language) + 1;
}
