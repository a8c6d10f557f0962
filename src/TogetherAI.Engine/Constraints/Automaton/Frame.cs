namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>A place in a node, and what follows the node: a stack, shared by all that go on from here. Immutable.</summary>
/// <param name="Node">The node.</param>
/// <param name="State">Where in the node, in the node's own terms.</param>
/// <param name="Depth">Levels of arrays and objects that are open here.</param>
/// <param name="Next">What follows; null at the end.</param>
/// <param name="Data">What the node has to remember beyond a number.</param>
internal sealed record Frame(Node Node, int State, int Depth, Frame? Next, object? Data = null)
{
    // Stacks are told apart by reference: comparing them to the ground would cost more than the few doubles it finds.
    public bool IsSameAs(Frame other) =>
        ReferenceEquals(Node, other.Node) && State == other.State && Depth == other.Depth
        && ReferenceEquals(Next, other.Next) && ReferenceEquals(Data, other.Data);

    public Frame At(int state) => this with { State = state };
}
