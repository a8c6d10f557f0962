using TogetherAI.Engine.Kernels;

namespace TogetherAI.Engine.Models;

/// <summary>The keys and values of one sequence: a table of blocks that grows with it.</summary>
/// <remarks>Not thread-safe for writing; any number of threads may read while no one writes.</remarks>
internal sealed unsafe class KeyValueCache(KeyValueBlockPool pool, int headSize) : IDisposable
{
    private readonly List<FloatBuffer> _blocks = [];

    /// <summary>Positions that have passed through every layer.</summary>
    public int Length { get; private set; }

    /// <summary>Makes room for positions after the present ones.</summary>
    public void Reserve(int positions)
    {
        for (int needed = KeyValueBlockPool.BlocksFor(Length + positions); _blocks.Count < needed;)
            _blocks.Add(pool.Rent());
    }

    /// <summary>Counts positions whose keys and values have been written in every layer.</summary>
    public void Advance(int positions) => Length += positions;

    public void Write(int layer, int position, ReadOnlySpan<float> keys, ReadOnlySpan<float> values)
    {
        FloatBuffer block = _blocks[position / KeyValueBlockPool.Positions];
        int row = position % KeyValueBlockPool.Positions * headSize;
        for (int start = 0, head = 0; start < keys.Length; start += headSize, head++)
        {
            int offset = pool.KeyOffset(layer, head) + row;
            keys.Slice(start, headSize).CopyTo(block.Slice(offset, headSize));
            values.Slice(start, headSize).CopyTo(block.Slice(offset + pool.ValuesAfterKeys, headSize));
        }
    }

    /// <summary>The keys and the values of one head in one block, each <c>[Positions, HeadSize]</c>.</summary>
    public void Read(int layer, int head, int block, out float* keys, out float* values)
    {
        keys = _blocks[block].Pointer + pool.KeyOffset(layer, head);
        values = keys + pool.ValuesAfterKeys;
    }

    /// <summary>Gives the blocks back.</summary>
    public void Dispose()
    {
        foreach (FloatBuffer block in _blocks)
            pool.Return(block);
        _blocks.Clear();
        Length = 0;
    }
}
