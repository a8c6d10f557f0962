using System.Runtime.CompilerServices;

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

    // What ways that meet again have put on the stack anew is this much; further down they share it.
    private const int Compared = 3;

    public bool IsSameAs(Frame other) => AreSame(this, other, Compared);

    /// <summary>The same for two that are the same.</summary>
    public int Hash()
    {
        HashCode hash = default;
        Frame? frame = this;
        for (int i = 0; i < Compared && frame is not null; i++, frame = frame.Next)
        {
            hash.Add(RuntimeHelpers.GetHashCode(frame.Node));
            hash.Add(frame.State);
        }

        return hash.ToHashCode();
    }

    private static bool AreSame(Frame? one, Frame? other, int levels)
    {
        if (ReferenceEquals(one, other))
            return true;
        return levels > 0 && one is not null && other is not null
            && ReferenceEquals(one.Node, other.Node) && one.State == other.State && one.Depth == other.Depth && ReferenceEquals(one.Data, other.Data)
            && AreSame(one.Next, other.Next, levels - 1);
    }

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
