namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>Given bytes, and after them a space where one may follow.</summary>
internal sealed class LiteralNode : Node
{
    public static readonly LiteralNode Comma = new(","u8, spaceMayFollow: true);
    public static readonly LiteralNode TightComma = new(","u8);
    public static readonly LiteralNode BeginObject = new("{"u8);
    public static readonly LiteralNode EndObject = new("}"u8);
    public static readonly LiteralNode BeginArray = new("["u8);
    public static readonly LiteralNode EndArray = new("]"u8);

    private readonly byte[] _bytes;
    private readonly bool _spaceMayFollow;
    private readonly int _height;

    public LiteralNode(ReadOnlySpan<byte> bytes, bool spaceMayFollow = false, int height = 0)
    {
        (_bytes, _spaceMayFollow, _height) = (bytes.ToArray(), spaceMayFollow, height);
        UpdateHeight();
    }

    public override bool CanBeEmpty => _bytes.Length == 0;

    public override void Enter(int depth, Frame? rest, FrameSet into)
    {
        if (_bytes.Length == 0)
            into.Continue(rest);
        else
            into.Add(new Frame(this, 0, depth, rest));
    }

    public override void Step(Frame frame, byte next, FrameSet into)
    {
        if (frame.State == _bytes.Length)
        {
            if (next == (byte)' ')
                into.Continue(frame.Next);
            return;
        }

        if (_bytes[(int)frame.State] != next)
            return;
        bool ended = frame.State + 1 == _bytes.Length;
        if (ended)
            into.Continue(frame.Next);
        if (!ended || _spaceMayFollow)
            into.Add(frame.At(frame.State + 1));
    }

    protected override int HeightOfParts() => _height;
}
