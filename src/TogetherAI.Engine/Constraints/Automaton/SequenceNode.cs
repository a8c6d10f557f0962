namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>Parts in a row. The state is the next part.</summary>
/// <param name="parts">The parts.</param>
/// <param name="levels">Levels that a part other than the last is deeper by: what bounds a grammar that contains itself.</param>
internal sealed class SequenceNode(Node[] parts, int levels = 0) : Node
{
    /// <summary>The parts that may come first: those after parts that can be empty too.</summary>
    public IEnumerable<Node> Beginnings
    {
        get
        {
            foreach (Node part in parts)
            {
                yield return part;
                if (!part.CanBeEmpty)
                    break;
            }
        }
    }

    public override bool CanBeEmpty => parts.All(static part => part.CanBeEmpty);

    public override void Enter(int depth, Frame? rest, FrameSet into)
    {
        if (parts.Length == 0)
            into.Continue(rest);
        else
            EnterPart(0, depth, rest, into);
    }

    public override void Resume(Frame frame, FrameSet into) => EnterPart((int)frame.State, frame.Depth, frame.Next, into);

    protected override int HeightOfParts()
    {
        int height = parts.Length == 0 ? 0 : parts[^1].Height;
        for (int i = 0; i < parts.Length - 1; i++)
            height = Math.Max(height, parts[i].Height + levels);
        return height;
    }

    // Nothing is left of the sequence once its last part is entered, so that a grammar may end its rules with themselves for ever.
    private void EnterPart(int index, int depth, Frame? rest, FrameSet into)
    {
        if (index == parts.Length - 1)
            parts[index].Enter(depth, rest, into);
        else
            parts[index].Enter(depth + levels, new Frame(this, index + 1, depth, rest), into);
    }
}
