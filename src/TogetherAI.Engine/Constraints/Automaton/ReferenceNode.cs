namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>Stands for a node that is made later: how a schema can contain itself.</summary>
internal sealed class ReferenceNode : Node
{
    public Node? Target { get; set; }

    public override void Enter(int depth, Frame? rest, FrameSet into) => Target!.Enter(depth, rest, into);

    protected override int HeightOfParts() => Target!.Height;
}
