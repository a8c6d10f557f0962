namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>
/// A JSON object with any names, none twice, and values of one kind. Names are written without escapes, so that two that are equal are so
/// byte by byte. The state is what was written last, or a place in a name; the data are the names so far.
/// </summary>
internal sealed class MapNode(Node value) : Node
{
    private const int Begun = 0, AfterValue = 1, AfterComma = 2, AfterName = 3, AtName = 4, InName = 5;

    private static readonly LiteralNode s_colon = new(":"u8, spaceMayFollow: true);

    public override void Enter(int depth, Frame? rest, FrameSet into) =>
        LiteralNode.BeginObject.Enter(depth, new Frame(this, Begun, depth + 1, rest), into);

    public override void Resume(Frame frame, FrameSet into)
    {
        bool more = value.Fits(frame.Depth);
        switch (frame.State)
        {
            case AfterName:
                value.Enter(frame.Depth, frame.At(AfterValue), into);
                break;
            case AfterValue when more:
                LiteralNode.Comma.Enter(frame.Depth, frame.At(AfterComma), into);
                break;
            case Begun or AfterComma when more:
                into.Add(frame.At(AtName));
                break;
        }

        if (frame.State is Begun or AfterValue)
            LiteralNode.EndObject.Enter(frame.Depth, frame.Next, into);
    }

    public override void Step(Frame frame, byte next, FrameSet into)
    {
        if (frame.State == AtName)
        {
            if (next == (byte)'"')
                into.Add(frame with { State = InName, Data = new Name((Name?)frame.Data, [], Utf8.Boundary) });
            return;
        }

        Name name = (Name)frame.Data!;
        if (next == (byte)'"' && name.Place == Utf8.Boundary)
        {
            if (name.IsNew())
                s_colon.Enter(frame.Depth, frame.At(AfterName), into);
        }
        else if (next >= 0x20 && next != (byte)'\\' && Utf8.Next(name.Place, next) is not Utf8.Invalid and var place)
        {
            into.Add(frame with { Data = new Name(name.Previous, [.. name.Bytes, next], place) });
        }
    }

    protected override int HeightOfParts() => 1;

    private sealed record Name(Name? Previous, byte[] Bytes, int Place)
    {
        public bool IsNew()
        {
            for (Name? other = Previous; other is not null; other = other.Previous)
            {
                if (other.Bytes.AsSpan().SequenceEqual(Bytes))
                    return false;
            }

            return true;
        }
    }
}
