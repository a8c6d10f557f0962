namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>A place in a node, and what follows the node: a stack, shared by all that go on from here. Immutable.</summary>
/// <param name="Node">The node.</param>
/// <param name="State">Where in the node, in the node's own terms.</param>
/// <param name="Depth">Levels of arrays and objects that are open here.</param>
/// <param name="Next">What follows; null at the end.</param>
/// <param name="Data">What the node has to remember beyond a number.</param>
internal sealed record Frame(Node Node, long State, int Depth, Frame? Next, object? Data = null)
{
    /// <summary>Whether something here waits to be told which bytes it was written with.</summary>
    public bool IsOpen => Data is IOpenText { IsOpen: true } || Next is { IsOpen: true };

    // Stacks are told apart by reference: comparing them to the ground would cost more than the few doubles it finds.
    public bool IsSameAs(Frame other) =>
        ReferenceEquals(Node, other.Node) && State == other.State && Depth == other.Depth
        && ReferenceEquals(Next, other.Next) && ReferenceEquals(Data, other.Data);

    public Frame At(long state) => this with { State = state };

    /// <summary>The same stack, told what was written.</summary>
    /// <param name="text">All that was written.</param>
    public Frame Settle(ReadOnlySpan<byte> text) => !IsOpen ? this : this with
    {
        Data = Data is IOpenText { IsOpen: true } open ? open.Settle(text) : Data,
        Next = Next?.Settle(text),
    };
}

/// <summary>Data of a frame that depends on the bytes that were written, and not only on where they led.</summary>
internal interface IOpenText
{
    bool IsOpen { get; }

    object Settle(ReadOnlySpan<byte> text);
}
