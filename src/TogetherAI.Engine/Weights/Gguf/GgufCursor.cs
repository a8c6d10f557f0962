using System.Buffers.Binary;
using System.Text;

namespace TogetherAI.Engine.Weights.Gguf;

/// <summary>Reads a GGUF file from front to back. Every read is held to the file's length first, and says which field ran out of it.</summary>
internal sealed class GgufCursor(MappedFile file)
{
    /// <summary>Far above any real key or tensor name.</summary>
    public const int LongestName = 65_535;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public long Position { get; private set; }

    public long Remaining => file.Length - Position;

    public uint UInt32(string field) => BinaryPrimitives.ReadUInt32LittleEndian(Take(4, field));

    public ulong UInt64(string field) => BinaryPrimitives.ReadUInt64LittleEndian(Take(8, field));

    public void Skip(long bytes) => Position += bytes;

    public void MoveTo(long position) => Position = position;

    /// <summary>A number of things that take at least so many bytes each: more than the rest of the file can hold are refused.</summary>
    public long Count(string field, int leastBytes, string what)
    {
        ulong count = UInt64(field);
        return count <= (ulong)(Remaining / leastBytes)
            ? (long)count
            : throw new ModelFormatException(file.Name, field, $"announces {count} {what}, but only {Remaining} bytes follow: the file is damaged, or a part of it is missing.");
    }

    /// <summary>A key or a name.</summary>
    public string Name(string field)
    {
        ReadOnlySpan<byte> bytes = Text(field, LongestName);
        try
        {
            return s_strict.GetString(bytes);
        }
        catch (DecoderFallbackException fault)
        {
            throw new ModelFormatException(file.Name, field, "is no UTF-8.", fault);
        }
    }

    /// <summary>The bytes of a string.</summary>
    public ReadOnlySpan<byte> Text(string field, long limit = int.MaxValue)
    {
        long length = Count(field, 1, "bytes of text");
        return length <= limit
            ? Take((int)length, field)
            : throw new ModelFormatException(file.Name, field, $"is {length} bytes long; at most {limit} are supported.");
    }

    private ReadOnlySpan<byte> Take(int length, string field)
    {
        if (length > Remaining)
            throw new ModelFormatException(file.Name, field, $"is cut off: it needs {length} bytes at {Position}, and the file ends after {file.Length}. Download it again.");
        ReadOnlySpan<byte> bytes = file.Span(Position, length);
        Position += length;
        return bytes;
    }
}
