using TogetherAI.Engine.Generation;
using TogetherAI.Engine.Kernels.Heads;

namespace TogetherAI.Engine.Models;

/// <summary>
/// The blocks that sequences keep their keys and values in (paged attention, Kwon et al. 2023, arXiv:2309.06180). A block holds
/// <see cref="Positions"/> positions of every layer, laid out <c>[layer, key or value, head]</c>, keys across (<c>[HeadSize, Positions]</c>)
/// and values along, so that attention reads one head's positions back to back. A filled block has a name (<see cref="PrefixKeys"/>): a sequence that begins with the same
/// tokens shares it, and when no one uses it any more it stays until its memory is wanted, the longest unused first.
/// </summary>
/// <remarks>Not thread-safe: it belongs to the thread that runs the model.</remarks>
/// <param name="spec">The model's shape.</param>
/// <param name="format">How the numbers are stored.</param>
/// <param name="limit">Most blocks, used and kept together.</param>
/// <param name="keep">Most blocks that are kept though no one uses them.</param>
internal sealed class KeyValueBlockPool(ModelSpec spec, KeyValueFormat format = KeyValueFormat.Float32, int limit = int.MaxValue, int keep = 0) : IDisposable
{
    /// <summary>Positions in one block.</summary>
    public const int Positions = HeadBlock.Positions;

    /// <summary>Blocks that stay allocated for the next sequences even where none is kept for its content.</summary>
    private const int Spare = 64;

    private readonly Dictionary<UInt128, KeyValueBlock> _named = [];
    private readonly LinkedList<KeyValueBlock> _kept = [];
    private readonly Stack<KeyValueBlock> _free = new();
    private readonly int _headNumbers = Positions * spec.HeadSize;
    private readonly int _blockFloats = FloatsOfBlock(spec, format);

    public KeyValueFormat Format => format;

    public int HeadSize => spec.HeadSize;

    /// <summary>Most blocks, used and kept together.</summary>
    public int Limit => limit;

    /// <summary>Blocks that sequences hold now.</summary>
    public int InUse { get; private set; }

    /// <summary>Blocks that no sequence holds and a later one may find.</summary>
    public int Kept => _kept.Count;

    /// <summary>Bytes of all blocks that exist, the empty ones included.</summary>
    public long Bytes => (long)sizeof(float) * _blockFloats * (InUse + _kept.Count + _free.Count);

    public static int BlocksFor(int positions) => (int)(((long)positions + Positions - 1) / Positions);

    /// <exception cref="NotSupportedException">One block would not fit into one array.</exception>
    public static long BytesOfBlock(ModelSpec spec, KeyValueFormat format) => (long)sizeof(float) * FloatsOfBlock(spec, format);

    /// <summary>An empty block for one writer; null where every block is in use.</summary>
    public KeyValueBlock? TryRent(KeyValueCache writer)
    {
        if (!_free.TryPop(out KeyValueBlock? block))
        {
            block = InUse + _kept.Count < limit ? TryAllocate() : null;
            if (block is null && _kept.First is { } oldest)
                Forget(block = oldest.Value);
            if (block is null)
                return null;
        }

        block.Users = 1;
        block.Writer = writer;
        InUse++;
        return block;
    }

    /// <summary>The block of a name, for one more reader; null where there is none.</summary>
    public KeyValueBlock? TryShare(UInt128 key)
    {
        if (!_named.TryGetValue(key, out KeyValueBlock? block))
            return null;
        if (block.Users++ == 0)
        {
            _kept.Remove(block.Place);
            InUse++;
        }

        return block;
    }

    /// <summary>How many tokens of a sequence, read up to <paramref name="limit"/>, others' blocks have.</summary>
    /// <param name="keys">The names of its blocks.</param>
    /// <param name="limit">Tokens that it could take over.</param>
    /// <param name="used">How many of those blocks are in use, so that sharing them takes no memory.</param>
    public int Find(PrefixKeys keys, int limit, out int used)
    {
        int found = 0;
        used = 0;
        while (found < limit && _named.TryGetValue(keys.At(found, limit), out KeyValueBlock? block))
        {
            used += block.Users > 0 ? 1 : 0;
            found = Math.Min(found + Positions, limit);
        }

        return found;
    }

    /// <summary>Lets others find a block whose positions (all of them, or the first few) will not change any more.</summary>
    public void Publish(KeyValueBlock block, UInt128 key, bool full)
    {
        // Where two sequences wrote the same side by side, the first one's block has the name and the other's stays its own.
        if ((full ? block.FullKey : block.PartKey) is not null || !_named.TryAdd(key, block))
            return;
        if (full)
            block.FullKey = key;
        else
            block.PartKey = key;
    }

    /// <summary>Lets no one find a block whole any more, because its only reader goes on in another way.</summary>
    public void ForgetFull(KeyValueBlock block)
    {
        if (block.FullKey is { } key)
            _named.Remove(key);
        block.FullKey = null;
    }

    /// <summary>Gives back what was rented or shared.</summary>
    public void Return(KeyValueBlock block, KeyValueCache reader)
    {
        if (block.Writer == reader)
            block.Writer = null;
        if (--block.Users > 0)
            return;
        InUse--;
        if (keep > 0 && (block.FullKey ?? block.PartKey) is not null)
        {
            _kept.AddLast(block.Place);
            if (_kept.Count <= keep)
                return;
            block = _kept.First!.Value;
        }

        Forget(block);

        // What a burst needed beyond this goes back to the system.
        if (_kept.Count + _free.Count < Math.Max(keep, Spare) && InUse + _kept.Count + _free.Count < limit)
            _free.Push(block);
        else
            block.Data.Dispose();
    }

    /// <summary>Frees the blocks that no sequence holds; all others must have come back before.</summary>
    public void Dispose()
    {
        foreach (KeyValueBlock block in _kept.Concat(_free))
            block.Data.Dispose();
        _kept.Clear();
        _free.Clear();
        _named.Clear();
    }

    /// <summary>Where the keys of one head begin in a block; its values begin <see cref="ValuesAfterKeys"/> numbers later.</summary>
    public int KeyOffset(int layer, int head) => ((layer * 2 * spec.KeyValueHeadCount) + head) * _headNumbers;

    public int ValuesAfterKeys => spec.KeyValueHeadCount * _headNumbers;

    /// <summary>The floats, or pairs of halves, of a block.</summary>
    /// <exception cref="NotSupportedException">They would not fit into one array.</exception>
    private static int FloatsOfBlock(ModelSpec spec, KeyValueFormat format)
    {
        // In decimal: the factors come from a file, and may be anything up to 2^31.
        decimal bytes = 2m * spec.LayerCount * spec.KeyValueHeadCount * spec.HeadSize * Positions * (format == KeyValueFormat.Float32 ? 4 : 2);
        if (bytes > int.MaxValue)
        {
            throw new NotSupportedException(
                $"The keys and values of {Positions} tokens of this model ({spec.LayerCount} layers, {spec.KeyValueHeadCount} heads of {spec.HeadSize}) "
                + $"take {bytes} bytes; at most {int.MaxValue} can be held.");
        }

        return (int)(bytes / sizeof(float));
    }

    /// <summary>A new block; null where the system has no memory for one, which is the same as having reached the limit.</summary>
    private KeyValueBlock? TryAllocate()
    {
        try
        {
            return new KeyValueBlock(new NativeFloats(_blockFloats));
        }
        catch (OutOfMemoryException)
        {
            return null;
        }
    }

    /// <summary>Takes a block's names away, so that it can be written anew.</summary>
    private void Forget(KeyValueBlock block)
    {
        if (block.Place.List is not null)
            _kept.Remove(block.Place);
        ForgetFull(block);
        if (block.PartKey is { } part)
            _named.Remove(part);
        block.PartKey = null;
    }
}
