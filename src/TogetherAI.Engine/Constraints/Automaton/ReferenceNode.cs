namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>Stands for a node that is made later: how a schema can contain itself.</summary>
internal sealed class ReferenceNode : Node
{
    public Node? Target { get; set; }

    private bool _asked;
    private long? _variety;

    public override bool CanBeEmpty
    {
        get
        {
            // What contains itself is empty where one of its other ways is.
            if (_asked)
                return false;
            _asked = true;
            bool can = Target!.CanBeEmpty;
            _asked = false;
            return can;
        }
    }

    public override long Variety => _variety ??= Target!.Variety;

    public override void Reset()
    {
        base.Reset();
        _variety = null;
    }

    public override void Enter(int depth, Frame? rest, FrameSet into) => Target!.Enter(depth, rest, into);

    protected override int HeightOfParts() => Target!.Height;
}
