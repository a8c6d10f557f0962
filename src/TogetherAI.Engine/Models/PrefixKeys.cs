using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace TogetherAI.Engine.Models;

/// <summary>
/// The names of a sequence's blocks: a hash of the block's tokens and of the name of the block before it, so of everything up to its end.
/// Two sequences have a name in common exactly where they begin alike. SHA-256, cut to 128 bits: with a weaker hash one caller could make
/// a prompt whose blocks pass for another's.
/// </summary>
/// <remarks>
/// A pool of blocks belongs to one model, so the tokens alone say what a block holds. Not thread-safe; the tokens may be appended to.
/// </remarks>
internal sealed class PrefixKeys(List<int> tokens)
{
    private readonly List<UInt128> _full = [];

    /// <summary>The name of a block all of whose tokens are known.</summary>
    public UInt128 Full(int block)
    {
        while (_full.Count <= block)
            _full.Add(Hash(_full.Count, KeyValueBlockPool.Positions));
        return _full[block];
    }

    /// <summary>The name of a block's first tokens.</summary>
    public UInt128 Part(int block, int count) => Hash(block, count);

    /// <summary>The name of the block that the given position lies in, in a sequence that is read up to <paramref name="limit"/>.</summary>
    public UInt128 At(int position, int limit)
    {
        int block = position / KeyValueBlockPool.Positions, left = limit - (block * KeyValueBlockPool.Positions);
        return left >= KeyValueBlockPool.Positions ? Full(block) : Part(block, left);
    }

    private UInt128 Hash(int block, int count)
    {
        const int NameBytes = 16;
        Span<byte> data = stackalloc byte[NameBytes + (KeyValueBlockPool.Positions * sizeof(int))];
        BinaryPrimitives.WriteUInt128LittleEndian(data, block == 0 ? 0 : Full(block - 1));
        MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(tokens).Slice(block * KeyValueBlockPool.Positions, count)).CopyTo(data[NameBytes..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(data[..(NameBytes + (count * sizeof(int)))], hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
