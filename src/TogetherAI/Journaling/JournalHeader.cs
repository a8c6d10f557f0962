using System.Buffers.Binary;
using System.Text;

namespace TogetherAI;

/// <summary>
/// The first 32 bytes of a journal: 8 that say it is one, the version of the framing (2), that of the records (2), their kind (12, padded with
/// zeros), the checksum of all that (4), and the process that opened it last (4, not part of the checksum: it is written over). Little-endian.
/// </summary>
internal static class JournalHeader
{
    public const int Size = 32;

    /// <summary>The framing that <see cref="JournalReader"/> reads.</summary>
    public const ushort Version = 1;

    private const int VersionAt = 8;
    private const int KindVersionAt = 10;
    private const int KindAt = 12;
    private const int KindSize = 12;
    private const int ChecksumAt = 24;
    private const int ProcessAt = 28;

    private static ReadOnlySpan<byte> Mark => "TGTHRJNL"u8;

    public static byte[] Create(JournalKind kind)
    {
        byte[] header = new byte[Size];
        Mark.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(VersionAt), Version);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(KindVersionAt), kind.Version);
        Encoding.ASCII.GetBytes(kind.Name, header.AsSpan(KindAt, KindSize));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(ChecksumAt), JournalChecksum.Continue(JournalChecksum.Seed, header.AsSpan(0, ChecksumAt)));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(ProcessAt), Environment.ProcessId);
        return header;
    }

    /// <returns>How many of the header's bytes there are.</returns>
    public static int Read(IJournalFile file, Span<byte> into)
    {
        int found = 0;
        while (found < Size && file.Read(found, into[found..Size]) is > 0 and int count)
            found += count;
        return found;
    }

    /// <summary>Where the checksums of the records go on from.</summary>
    public static uint Checksum(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadUInt32LittleEndian(header[ChecksumAt..]);

    /// <summary>Reads who opened a journal last.</summary>
    public static int? Process(IJournalFile file)
    {
        Span<byte> header = stackalloc byte[Size];
        return Read(file, header) == Size && header.StartsWith(Mark) && BinaryPrimitives.ReadInt32LittleEndian(header[ProcessAt..]) is > 0 and int id
            ? id
            : null;
    }

    /// <summary>Whether a file begins as it should.</summary>
    /// <param name="path">The journal, for messages.</param>
    /// <param name="found">The file's first bytes, as many of <see cref="Size"/> as it has.</param>
    /// <param name="length">How long the file is, in bytes.</param>
    /// <param name="kind">What it should be a journal of.</param>
    /// <returns>False where the file is empty, or holds what a crash left of its making.</returns>
    /// <exception cref="TogetherJournalException">It is something else.</exception>
    public static bool Check(string path, ReadOnlySpan<byte> found, long length, JournalKind kind)
    {
        ReadOnlySpan<byte> expected = Create(kind);
        if (found.StartsWith(Mark))
            RefuseNewer(path, found, kind);
        if (found.Length == Size && found[..ProcessAt].SequenceEqual(expected[..ProcessAt]))
            return true;

        // A crash while it is made leaves the beginning of a header, perhaps with zeros behind it: the length can be on the disk before the content.
        ReadOnlySpan<byte> checkedPart = found[..Math.Min(found.Length, ProcessAt)];
        int right = checkedPart.CommonPrefixLength(expected);
        if (length <= Size && !checkedPart[right..].ContainsAnyExcept((byte)0))
            return false;
        throw new TogetherJournalException(
            JournalFault.NotAJournal,
            path,
            $"'{path}' is no journal of {kind.Name}, or its first bytes are damaged. It was left as it is; name another file.");
    }

    private static void RefuseNewer(string path, ReadOnlySpan<byte> found, JournalKind kind)
    {
        if (found.Length < KindAt)
            return;
        ushort framing = BinaryPrimitives.ReadUInt16LittleEndian(found[VersionAt..]);
        ushort records = BinaryPrimitives.ReadUInt16LittleEndian(found[KindVersionAt..]);
        if (framing <= Version && (records <= kind.Version || !IsOf(found, kind)))
            return;
        throw new TogetherJournalException(
            JournalFault.NewerVersion,
            path,
            $"The journal '{path}' is of version {framing}.{records}, written by a newer version of this library, which reads up to {Version}.{kind.Version}. "
            + "It was left as it is; update the library, or name another file.");
    }

    private static bool IsOf(ReadOnlySpan<byte> found, JournalKind kind)
    {
        Span<byte> name = stackalloc byte[KindSize];
        name.Clear();
        Encoding.ASCII.GetBytes(kind.Name, name);
        return found.Length >= ChecksumAt && found.Slice(KindAt, KindSize).SequenceEqual(name);
    }
}
