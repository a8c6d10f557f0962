namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>Parts in a row. The state is the next part.</summary>
internal sealed class SequenceNode(Node[] parts) : Node
{
    public override void Enter(int depth, Frame? rest, FrameSet into) => Resume(new Frame(this, 0, depth, rest), into);

    public override void Resume(Frame frame, FrameSet into)
    {
        if (frame.State == parts.Length)
            into.Continue(frame.Next);
        else
            parts[frame.State].Enter(frame.Depth, frame.At(frame.State + 1), into);
    }

    protected override int HeightOfParts() => parts.Length == 0 ? 0 : parts.Max(static part => part.Height);
}
