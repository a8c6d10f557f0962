using System.Buffers.Binary;
using System.Numerics;

namespace TogetherAI;

/// <summary>CRC-32C (Castagnoli), carried on from one stretch of bytes to the next.</summary>
internal static class JournalChecksum
{
    /// <summary>What a checksum starts from.</summary>
    public const uint Seed = 0xFFFF_FFFF;

    public static uint Continue(uint checksum, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= sizeof(ulong))
        {
            checksum = BitOperations.Crc32C(checksum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (byte last in bytes)
            checksum = BitOperations.Crc32C(checksum, last);
        return checksum;
    }
}
