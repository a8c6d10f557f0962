using TogetherAI.Engine.Kernels;

namespace TogetherAI.Engine.Models;

/// <summary>
/// The blocks that sequences keep their keys and values in. A block holds <see cref="Positions"/> positions of every layer, laid out
/// <c>[layer, key or value, head, position, HeadSize]</c>, so that attention reads one head's positions back to back.
/// </summary>
/// <remarks>Not thread-safe: it belongs to the thread that runs the model.</remarks>
internal sealed class KeyValueBlockPool(ModelSpec spec)
{
    /// <summary>Positions in one block.</summary>
    public const int Positions = 32;

    private readonly Stack<FloatBuffer> _free = new();
    private readonly int _headFloats = Positions * spec.HeadSize;
    private readonly int _keptBlocks = BlocksFor(spec.ContextLength);

    /// <summary>Blocks that sequences hold now.</summary>
    public int InUse { get; private set; }

    public static int BlocksFor(int positions) => (int)(((long)positions + Positions - 1) / Positions);

    public FloatBuffer Rent()
    {
        FloatBuffer block = _free.TryPop(out FloatBuffer? kept)
            ? kept
            : new FloatBuffer(checked(spec.LayerCount * 2 * spec.KeyValueHeadCount * _headFloats));
        InUse++;
        return block;
    }

    public void Return(FloatBuffer block)
    {
        InUse--;

        // One full context's worth is kept for the next sequence; what a burst needed beyond it goes back to the system.
        if (_free.Count < _keptBlocks)
            _free.Push(block);
    }

    /// <summary>Where the keys of one head begin in a block; its values begin <see cref="ValuesAfterKeys"/> floats later.</summary>
    public int KeyOffset(int layer, int head) => ((layer * 2 * spec.KeyValueHeadCount) + head) * _headFloats;

    public int ValuesAfterKeys => spec.KeyValueHeadCount * _headFloats;
}
