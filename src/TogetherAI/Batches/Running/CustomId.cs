using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace TogetherAI;

/// <summary>
/// The <c>custom_id</c> of an input: the hash of its key (XxHash128), so that a key may be of any length and characters and is the same id in
/// every life of a run.
/// </summary>
internal static class CustomId
{
    /// <summary>How many characters an id has: hexadecimal digits.</summary>
    public const int Length = 32;

    public static UInt128 Of(string key) => XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(key));

    /// <summary>Writes an id as text, in ASCII.</summary>
    public static void Write(UInt128 id, Span<byte> into)
    {
        Span<byte> bytes = stackalloc byte[Length / 2];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, id);
        for (int i = 0; i < bytes.Length; i++)
        {
            into[2 * i] = Digits[bytes[i] >> 4];
            into[(2 * i) + 1] = Digits[bytes[i] & 0xF];
        }
    }

    /// <summary>Reads an id of a line that this library wrote.</summary>
    public static UInt128 Parse(string text) => UInt128.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>Whether an input belongs to a part of several.</summary>
    public static bool IsOf((int Number, int Count) part, UInt128 id) => id % (UInt128)part.Count == (UInt128)(part.Number - 1);

    private static ReadOnlySpan<byte> Digits => "0123456789abcdef"u8;
}
