using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace TogetherAI;

/// <summary>
/// A hash of text that is the same in every process, unlike <see cref="string.GetHashCode()"/>: a session must stay on its side of a ramp
/// in all instances of an app. Words are folded in by multiplication and rotation, and the end is mixed as SplitMix64 does. Not for
/// secrets.
/// </summary>
internal static class StableHash
{
    /// <summary>What a hash begins with.</summary>
    public const ulong Seed = 0x9E3779B97F4A7C15;

    /// <summary>Folds text into a hash.</summary>
    public static ulong Add(ulong hash, ReadOnlySpan<char> text)
    {
        hash = Fold(hash, (ulong)text.Length);
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(text);
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            hash = Fold(hash, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        for (; bytes.Length >= sizeof(ushort); bytes = bytes[sizeof(ushort)..])
            hash = Fold(hash, BinaryPrimitives.ReadUInt16LittleEndian(bytes));
        return hash;
    }

    /// <summary>Spreads a hash over all bits.</summary>
    public static ulong Mix(ulong hash)
    {
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EB;
        return hash ^ (hash >> 31);
    }

    private static ulong Fold(ulong hash, ulong word) => ulong.RotateLeft((hash ^ word) * 0x9FB21C651E98DF25, 29);
}
