using System.Numerics.Tensors;
using System.Runtime.Intrinsics.X86;
using TogetherAI.Engine.Generation;
using TogetherAI.Engine.Kernels;
using TogetherAI.Engine.Kernels.Tiles;

namespace TogetherAI.Engine.Models;

/// <summary>
/// The keys and values of one sequence: a table of blocks that grows with it. Blocks that other sequences began with too are shared, and
/// copied before this one appends to them.
/// </summary>
/// <remarks>
/// Not thread-safe, but that several threads may write different positions that there is room for, and any number may read what was written.
/// </remarks>
internal sealed unsafe class KeyValueCache(KeyValueBlockPool pool) : IDisposable
{
    private const int Block = KeyValueBlockPool.Positions;
    private const int HalvesTogether = 16;

    private readonly List<KeyValueBlock> _blocks = [];
    private int _published;

    /// <summary>Positions that have passed through every layer.</summary>
    public int Length { get; private set; }

    /// <summary>Blocks it holds, shared ones included.</summary>
    public int BlockCount => _blocks.Count;

    /// <summary>Blocks that no one else holds: what giving way would set free.</summary>
    public int OwnBlockCount
    {
        get
        {
            int own = 0;
            foreach (KeyValueBlock block in _blocks)
                own += block.Users == 1 ? 1 : 0;
            return own;
        }
    }

    /// <summary>Makes room for positions after the present ones. False, and nothing more held than before, where the pool has none.</summary>
    public bool TryReserve(int positions)
    {
        int before = _blocks.Count;
        if (!TryOwnLast())
            return false;
        for (int needed = KeyValueBlockPool.BlocksFor(Length + positions); _blocks.Count < needed;)
        {
            if (pool.TryRent(this) is not { } block)
            {
                Trim(before);
                return false;
            }

            _blocks.Add(block);
        }

        return true;
    }

    /// <summary>Counts positions whose keys and values have been written in every layer.</summary>
    public void Advance(int positions) => Length += positions;

    /// <summary>Forgets the positions from <paramref name="length"/> on. None of them may have been published.</summary>
    public void Truncate(int length)
    {
        Length = length;
        Trim(KeyValueBlockPool.BlocksFor(length));
    }

    /// <summary>Takes over what others have computed of a sequence that is read up to <paramref name="limit"/>.</summary>
    /// <returns>How many positions that saved.</returns>
    public int Adopt(PrefixKeys keys, int limit)
    {
        int before = Length;
        Trim(KeyValueBlockPool.BlocksFor(Length));
        while (Length % Block == 0 && Length < limit && pool.TryShare(keys.At(Length, limit)) is { } block)
        {
            _blocks.Add(block);
            Length = Math.Min(Length + Block, limit);
            _published = Length / Block;
        }

        return Length - before;
    }

    /// <summary>Lets others find the blocks that are full of tokens which will not change.</summary>
    public void Publish(PrefixKeys keys)
    {
        for (; _published < Length / Block; _published++)
            pool.Publish(_blocks[_published], keys.Full(_published), full: true);
    }

    /// <summary>Lets others find the beginning of the block in which a prompt ends.</summary>
    public void PublishEnd(PrefixKeys keys, int end)
    {
        if (end % Block != 0)
            pool.Publish(_blocks[end / Block], keys.Part(end / Block, end % Block), full: false);
    }

    /// <summary>Keeps a position's keys and values: values row after row, keys across, so that a register holds one number of many positions.</summary>
    public void Write(int layer, int position, ReadOnlySpan<float> keys, ReadOnlySpan<float> values)
    {
        float* data = _blocks[position / Block].Data.Pointer;
        Half* halves = stackalloc Half[HalvesTogether];
        int size = pool.HeadSize, row = position % Block;
        for (int start = 0, head = 0; start < keys.Length; start += size, head++)
        {
            int offset = pool.KeyOffset(layer, head), valueOffset = offset + pool.ValuesAfterKeys + (row * size);
            ReadOnlySpan<float> key = keys.Slice(start, size), value = values.Slice(start, size);
            if (pool.Format == KeyValueFormat.Float32)
            {
                for (int i = 0; i < size; i++)
                    data[offset + (i * Block) + row] = key[i];
                value.CopyTo(new Span<float>(data + valueOffset, size));
            }
            else
            {
                for (int first = 0; first < size; first += HalvesTogether)
                {
                    int count = Math.Min(HalvesTogether, size - first);
                    TensorPrimitives.ConvertToHalf(key.Slice(first, count), new Span<Half>(halves, count));
                    for (int i = 0; i < count; i++)
                        ((Half*)data)[offset + ((first + i) * Block) + row] = halves[i];
                }

                TensorPrimitives.ConvertToHalf(value, new Span<Half>((Half*)data + valueOffset, size));
            }
        }
    }

    /// <summary>
    /// One head in one block, of which the first <paramref name="count"/> positions are good: the keys as <c>[HeadSize, Positions]</c>, the
    /// values as <c>[Positions, HeadSize]</c>. Where they lie, or in <paramref name="scratch"/>, which holds both, where they are stored as halves.
    /// </summary>
    public void Read(int layer, int head, int block, int count, float* scratch, out float* keys, out float* values)
    {
        float* data = _blocks[block].Data.Pointer;
        int offset = pool.KeyOffset(layer, head);
        if (pool.Format == KeyValueFormat.Float32)
        {
            keys = data + offset;
            values = keys + pool.ValuesAfterKeys;
            return;
        }

        int numbers = Block * pool.HeadSize, good = count * pool.HeadSize;
        keys = scratch;
        values = scratch + numbers;
        Half* halves = (Half*)data + offset;
        Halves.ToSingle(halves, keys, numbers);
        Halves.ToSingle(halves + pool.ValuesAfterKeys, values, good);
    }

    /// <summary>Asks memory for what <see cref="Read"/> will want: the processor does not guess where the next block is.</summary>
    public void Expect(int layer, int head, int block)
    {
        if (!Sse.IsSupported)
            return;
        nint number = pool.Format == KeyValueFormat.Float32 ? sizeof(float) : sizeof(ushort), bytes = Block * pool.HeadSize * number;
        byte* keys = (byte*)_blocks[block].Data.Pointer + (pool.KeyOffset(layer, head) * number), values = keys + (pool.ValuesAfterKeys * number);
        for (nint at = 0; at < bytes; at += Upcoming.Line)
        {
            Sse.Prefetch1(keys + at);
            Sse.Prefetch1(values + at);
        }
    }

    /// <summary>Gives the blocks back.</summary>
    public void Dispose()
    {
        // The last ones first: of a sequence that is kept, the end is the least likely to be found again.
        Trim(0);
        Length = 0;
    }

    /// <summary>Before this sequence appends to a block that is not its own to write, it gets a copy.</summary>
    private bool TryOwnLast()
    {
        if (Length % Block == 0 || _blocks[Length / Block] is not { } shared || shared.Writer == this)
            return true;

        // What no one else reads or may find whole can be gone on with.
        if (shared is { Users: 1, FullKey: null })
        {
            shared.Writer = this;
            return true;
        }

        if (pool.TryRent(this) is not { } own)
        {
            if (shared.Users > 1)
                return false;
            pool.ForgetFull(shared);
            shared.Writer = this;
            return true;
        }

        shared.Data.Slice(0, shared.Data.Length).CopyTo(own.Data.Slice(0, own.Data.Length));
        pool.Return(shared, this);
        _blocks[Length / Block] = own;
        return true;
    }

    private void Trim(int blocks)
    {
        for (int last = _blocks.Count - 1; last >= blocks; last--)
        {
            pool.Return(_blocks[last], this);
            _blocks.RemoveAt(last);
        }

        _published = Math.Min(_published, blocks);
    }
}
