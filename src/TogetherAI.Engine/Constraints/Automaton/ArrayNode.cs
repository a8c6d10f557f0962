namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>A JSON array of so many items. The state is the number of items begun and whether one was just written.</summary>
internal sealed class ArrayNode(Node item, int min, int? max) : Node
{
    private const int AfterItem = 1;

    /// <summary>Items are counted in a state; no array that a model writes comes near this.</summary>
    public static int MaxCounted => int.MaxValue >> 1;

    public override void Enter(int depth, Frame? rest, FrameSet into) =>
        LiteralNode.BeginArray.Enter(depth, new Frame(this, 0, depth + 1, rest), into);

    public override void Resume(Frame frame, FrameSet into)
    {
        int count = frame.State >> 1;
        bool afterItem = (frame.State & 1) == AfterItem, more = !(count >= max) && item.Fits(frame.Depth);
        if (afterItem && more)
            LiteralNode.Comma.Enter(frame.Depth, frame.At(count << 1), into);
        else if (more)
            item.Enter(frame.Depth, frame.At(((count + 1) << 1) | AfterItem), into);
        // After a comma an item must follow.
        if (count >= min && (afterItem || count == 0))
            LiteralNode.EndArray.Enter(frame.Depth, frame.Next, into);
    }

    protected override int HeightOfParts() => min > max ? Never : min == 0 ? 1 : 1 + item.Height;
}
