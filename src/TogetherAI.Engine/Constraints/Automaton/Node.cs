using System.Diagnostics;

namespace TogetherAI.Engine.Constraints.Automaton;

/// <summary>
/// A part of what may be written. Leaves take bytes; the others say which leaves come next. Immutable once its height is settled.
/// </summary>
internal abstract class Node
{
    /// <summary>
    /// Levels of arrays and objects that a value may have: what readers of JSON usually take is 64, and a tool call adds one around it.
    /// </summary>
    public const int MaxDepth = 60;

    /// <summary>The height of what no value within <see cref="MaxDepth"/> can meet.</summary>
    public const int Never = MaxDepth + 1;

    /// <summary>Levels that the flattest value of this node has. A scalar has none.</summary>
    public int Height { get; private set; } = Never;

    /// <summary>
    /// Whether it can be written at this depth. Nothing is entered that does not fit, so that what was begun can always be ended.
    /// </summary>
    public bool Fits(int depth) => depth + Height <= MaxDepth;

    /// <summary>Works the height out from the parts' heights. Returns whether it changed.</summary>
    public bool UpdateHeight()
    {
        int before = Height;
        Height = Math.Min(HeightOfParts(), Never);
        return Height != before;
    }

    /// <summary>
    /// At least so many values of it can be written wherever it fits: counted among the flattest, where no value is written in two ways.
    /// Only to be asked once heights are settled.
    /// </summary>
    public virtual long Variety => 1;

    /// <summary>Forgets what was worked out, so that it can be worked out anew.</summary>
    public virtual void Reset() => Height = Never;

    /// <summary>Adds the leaves that the node may begin with.</summary>
    /// <param name="depth">Levels that are open around it.</param>
    /// <param name="rest">What follows it.</param>
    /// <param name="into">Takes the leaves.</param>
    public abstract void Enter(int depth, Frame? rest, FrameSet into);

    /// <summary>Goes on after a part of the node was written whole.</summary>
    public virtual void Resume(Frame frame, FrameSet into) => throw new UnreachableException();

    /// <summary>Takes a byte, if it may come next.</summary>
    public virtual void Step(Frame frame, byte next, FrameSet into) => throw new UnreachableException();

    /// <summary>
    /// So many characters may follow a place in this leaf whichever they are, of those that stand in a JSON string as they are; 0 where the
    /// leaf would have to look at each.
    /// </summary>
    public virtual int FreeCharacters(Frame frame) => 0;

    /// <summary>Whether after each of those characters, but for their number, all the same may follow as before it.</summary>
    public virtual bool IsSteady(Frame frame) => true;

    /// <summary>Whether it can be written with no bytes at all. No value of JSON can.</summary>
    public virtual bool CanBeEmpty => false;

    protected abstract int HeightOfParts();

    protected static long Product(long one, long other) => one == 0 || other == 0 ? 0 : one > long.MaxValue / other ? long.MaxValue : one * other;
}
