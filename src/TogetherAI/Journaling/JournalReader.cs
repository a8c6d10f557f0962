using System.Buffers.Binary;

namespace TogetherAI;

/// <summary>
/// Goes through a journal's records: 4 bytes of length, 4 of checksum, the content. A checksum goes on from that of the record before, so that
/// a record that was left behind by an earlier life of the file, or that moved, is none.
/// </summary>
internal sealed class JournalReader(IJournalFile file, uint checksum)
{
    /// <summary>Length and checksum.</summary>
    public const int FrameSize = 8;

    /// <summary>The longest content, in bytes. A length beyond it is damage, and must not be believed.</summary>
    public const int MaxRecord = 16 * 1024 * 1024;

    private readonly long _length = file.Length;
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>Where the next record begins; after the last one, where the journal ends.</summary>
    public long Position { get; private set; } = JournalHeader.Size;

    /// <summary>The checksum of the last record.</summary>
    public uint Checksum { get; private set; } = checksum;

    /// <summary>Reads the next record.</summary>
    /// <param name="record">Its content, valid until the next call.</param>
    /// <returns>False at the end, or at the first bytes that are no record.</returns>
    public bool TryRead(out ReadOnlySpan<byte> record)
    {
        record = default;
        if (!Fill(FrameSize))
            return false;
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(_buffer.AsSpan(_start));
        if (length is 0 or > MaxRecord || !Fill(FrameSize + (int)length))
            return false;
        ReadOnlySpan<byte> frame = _buffer.AsSpan(_start, FrameSize + (int)length);
        uint checksum = Sum(Checksum, frame);
        if (checksum != BinaryPrimitives.ReadUInt32LittleEndian(frame[4..]))
            return false;
        record = frame[FrameSize..];
        Checksum = checksum;
        Position += frame.Length;
        _start += frame.Length;
        return true;
    }

    /// <summary>The checksum of a framed record.</summary>
    public static uint Sum(uint previous, ReadOnlySpan<byte> frame) =>
        JournalChecksum.Continue(JournalChecksum.Continue(previous, frame[..4]), frame[FrameSize..]);

    /// <summary>Has so many bytes at hand, from <see cref="Position"/> on.</summary>
    private bool Fill(int count)
    {
        if (_end - _start >= count)
            return true;
        if (_length - Position < count)
            return false;
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_buffer.Length < count)
            Array.Resize(ref _buffer, count);
        while (_end < count)
        {
            int read = file.Read(Position + _end, _buffer.AsSpan(_end));
            if (read == 0)
                return false;
            _end += read;
        }

        return true;
    }
}
