using System.Buffers;
using System.Buffers.Binary;

namespace TogetherAI;

/// <summary>What a journal's records are handed to when it is opened.</summary>
/// <param name="record">The content, valid during the call.</param>
internal delegate void JournalReplay(ReadOnlySpan<byte> record);

/// <summary>
/// A file of records that survive the process that wrote them: appended, checksummed, and on the disk once <see cref="Commit"/> has returned.
/// Whatever a crash leaves of the file, it opens again, with every record that was committed and none that was not written. Not thread-safe.
/// </summary>
/// <remarks>
/// Beside it lies <c>{path}.lock</c>, an empty file that keeps other processes out; during a compaction also <c>{path}.new</c>.
/// </remarks>
internal sealed class Journal : IDisposable
{
    private const int WriteThrough = 256 * 1024;

    private readonly IJournalFiles _files;
    private readonly JournalKind _kind;
    private readonly IDisposable _lock;
    private readonly ArrayBufferWriter<byte> _pending = new();
    private IJournalFile _file;
    private long _written;
    private uint _checksum;
    private Exception? _failure;

    private Journal(string path, JournalKind kind, IJournalFiles files, IDisposable @lock, IJournalFile file, JournalReplay replay, Action? accept)
    {
        (Path, _kind, _files, _lock, _file) = (path, kind, files, @lock, file);
        byte[] header = new byte[JournalHeader.Size];
        int found = JournalHeader.Read(file, header);
        if (JournalHeader.Check(path, header.AsSpan(0, found), file.Length, kind))
            Recovery = Replay(replay);
        else
            Recovery = new JournalRecovery(0, file.Length);

        accept?.Invoke();
        header = JournalHeader.Create(kind);
        if (Recovery.Records == 0)
            (_written, _checksum) = (header.Length, JournalHeader.Checksum(header));
        file.Write(0, header); // the same bytes, and the id of this process
        if (file.Length > _written)
            file.SetLength(_written); // or what is left of a torn record could later look like one
        file.Flush();
        if (found == 0)
            files.FlushFolder(System.IO.Path.GetDirectoryName(path)!); // it was made just now: nothing is safe in a file that nobody finds again
    }

    /// <summary>The journal's full path.</summary>
    public string Path { get; }

    /// <summary>What was found when it was opened.</summary>
    public JournalRecovery Recovery { get; }

    /// <summary>How many bytes it takes on the disk, with what is not yet committed.</summary>
    public long Length => _written + _pending.WrittenCount;

    /// <summary>Opens a journal, making it where there is none.</summary>
    /// <param name="path">The file. Its folder must be there.</param>
    /// <param name="kind">What its records are about.</param>
    /// <param name="replay">Gets every record that is there, the oldest first.</param>
    /// <param name="files">Where it lies; null for the disk.</param>
    /// <param name="accept">Called when it has got all, before the file is changed in any way; what it throws leaves the file as it was.</param>
    /// <exception cref="TogetherJournalException">It cannot be used; <see cref="TogetherJournalException.Fault"/> says why.</exception>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    public static Journal Open(string path, JournalKind kind, JournalReplay replay, IJournalFiles? files = null, Action? accept = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        path = System.IO.Path.GetFullPath(path);
        files ??= DiskJournalFiles.Instance;
        try
        {
            IDisposable held = files.TryLock(path + ".lock") ?? throw InUse(path, files);
            return Open(path, kind, replay, accept, files, held);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException and not (TogetherJournalException or DirectoryNotFoundException))
        {
            throw new TogetherJournalException(
                JournalFault.CannotAccess, path, $"The journal '{path}' cannot be opened: {exception.Message} It must be on a disk that this process may write to.", exception);
        }
    }

    private static Journal Open(string path, JournalKind kind, JournalReplay replay, Action? accept, IJournalFiles files, IDisposable held)
    {
        IJournalFile? file = null;
        try
        {
            files.Delete(path + ".new"); // of a compaction that did not get to its end
            file = files.Open(path);
            return new Journal(path, kind, files, held, file, replay, accept);
        }
        catch
        {
            file?.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Reads a journal and leaves it, and the lock beside it, as they are, also while another process writes it; what that has not finished writing
    /// is not seen.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What its records are about.</param>
    /// <param name="replay">Gets every record that is there, the oldest first.</param>
    /// <returns>The process that opened it last, which may have ended since; null where that is not known.</returns>
    /// <exception cref="TogetherJournalException">There is none, or it cannot be read; <see cref="TogetherJournalException.Fault"/> says why.</exception>
    public static int? Peek(string path, JournalKind kind, JournalReplay replay)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        path = System.IO.Path.GetFullPath(path);
        try
        {
            if (!File.Exists(path))
                throw new TogetherJournalException(JournalFault.CannotAccess, path, $"There is no journal '{path}'.");
            using DiskJournalFile file = DiskJournalFile.ToRead(path);
            byte[] header = new byte[JournalHeader.Size];
            int found = JournalHeader.Read(file, header);
            if (JournalHeader.Check(path, header.AsSpan(0, found), file.Length, kind))
            {
                JournalReader reader = new(file, JournalHeader.Checksum(header));
                while (reader.TryRead(out ReadOnlySpan<byte> record))
                    replay(record);
            }

            return JournalHeader.Process(file);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException and not TogetherJournalException)
        {
            throw new TogetherJournalException(JournalFault.CannotAccess, path, $"The journal '{path}' cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Adds a record. It is durable once <see cref="Commit"/> has returned.</summary>
    /// <param name="record">The content, 1 byte to 16 MiB.</param>
    /// <exception cref="TogetherJournalException">The disk is full or failing.</exception>
    public void Append(ReadOnlySpan<byte> record)
    {
        ArgumentOutOfRangeException.ThrowIfZero(record.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(record.Length, JournalReader.MaxRecord);
        Guard(static _ => { }); // nothing goes behind a write that may not be there
        _checksum = Frame(_pending, record, _checksum);
        if (_pending.WrittenCount >= WriteThrough)
            Guard(static journal => journal.Write());
    }

    /// <summary>Returns when every record is on the disk.</summary>
    /// <exception cref="TogetherJournalException">
    /// The disk is full or failing. What was committed before is safe; this journal takes nothing more, and another one can be opened in its
    /// place, which knows what arrived.
    /// </exception>
    public void Commit() => Guard(static journal =>
    {
        journal.Write();
        journal._file.Flush();
    });

    /// <summary>Goes through the records that are on the disk, the oldest first. None may be added meanwhile.</summary>
    public IEnumerable<byte[]> Records()
    {
        JournalReader reader = new(_file, JournalHeader.Checksum(JournalHeader.Create(_kind)));
        while (reader.TryRead(out ReadOnlySpan<byte> record))
            yield return record.ToArray();
    }

    /// <summary>Puts other records in the place of all there are, at once or not at all; they are committed.</summary>
    /// <param name="records">What is still of use; it replaces what is not yet committed too.</param>
    /// <exception cref="TogetherJournalException">The disk is full or failing; the old records are still there.</exception>
    public void Compact(IEnumerable<ReadOnlyMemory<byte>> records) => Guard(journal =>
    {
        string path = journal.Path + ".new";
        ArrayBufferWriter<byte> content = new();
        byte[] header = JournalHeader.Create(journal._kind);
        content.Write(header);
        uint checksum = JournalHeader.Checksum(header);
        long length = 0;
        using (IJournalFile replacement = journal._files.Open(path))
        {
            replacement.SetLength(0);
            foreach (ReadOnlyMemory<byte> record in records)
            {
                checksum = Frame(content, record.Span, checksum);
                if (content.WrittenCount >= WriteThrough)
                    Drain(content, replacement, ref length);
            }

            Drain(content, replacement, ref length);
            replacement.Flush();
        }

        journal._pending.ResetWrittenCount();
        journal._file.Dispose(); // Windows replaces no file that is open
        journal._files.Replace(journal.Path, with: path);
        journal._file = journal._files.Open(journal.Path);
        (journal._written, journal._checksum) = (length, checksum);
    });

    public void Dispose()
    {
        _file.Dispose();
        _lock.Dispose();
    }

    private static TogetherJournalException InUse(string path, IJournalFiles files)
    {
        int? holder = null;
        try
        {
            using IJournalFile file = files.Open(path);
            holder = JournalHeader.Process(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Who it is would be good to know; that somebody is, is enough.
        }

        string who = holder == Environment.ProcessId ? "this process has it open already" : holder is null ? "another process has it open" : $"process {holder} has it open";
        return new TogetherJournalException(
            JournalFault.InUse, path, $"The journal '{path}' is in use: {who}. Wait until that has ended, or name another file.")
        {
            HolderProcessId = holder,
        };
    }

    private static uint Frame(ArrayBufferWriter<byte> into, ReadOnlySpan<byte> record, uint checksum)
    {
        int size = JournalReader.FrameSize + record.Length;
        Span<byte> frame = into.GetSpan(size)[..size];
        BinaryPrimitives.WriteInt32LittleEndian(frame, record.Length);
        record.CopyTo(frame[JournalReader.FrameSize..]);
        checksum = JournalReader.Sum(checksum, frame);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], checksum);
        into.Advance(size);
        return checksum;
    }

    private static void Drain(ArrayBufferWriter<byte> content, IJournalFile file, ref long length)
    {
        file.Write(length, content.WrittenSpan);
        length += content.WrittenCount;
        content.ResetWrittenCount();
    }

    private JournalRecovery Replay(JournalReplay replay)
    {
        byte[] header = JournalHeader.Create(_kind);
        JournalReader reader = new(_file, JournalHeader.Checksum(header));
        long records = 0;
        while (reader.TryRead(out ReadOnlySpan<byte> record))
        {
            records++;
            replay(record);
        }

        (_written, _checksum) = (reader.Position, reader.Checksum);
        return new JournalRecovery(records, _file.Length - reader.Position);
    }

    private void Write()
    {
        if (_pending.WrittenCount == 0)
            return;
        _file.Write(_written, _pending.WrittenSpan);
        _written += _pending.WrittenCount;
        _pending.ResetWrittenCount();
    }

    // After a write that failed nobody knows how much of it is there, and after a flush that failed the next one may succeed without having
    // written a thing. So the first failure is the last thing this object does; opening the journal again looks at what is really there.
    private void Guard(Action<Journal> work)
    {
        if (_failure is not null)
            throw Failed(" before, and takes nothing more until it is opened anew", _failure);
        try
        {
            work(this);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            _failure = exception;
            throw Failed("", exception);
        }
    }

    private TogetherJournalException Failed(string when, Exception cause) => new(
        JournalFault.CannotAccess,
        Path,
        $"The journal '{Path}' could not be written{when}: {cause.Message} "
        + "What was committed before is safe. Free the disk, and start again.",
        cause);
}
