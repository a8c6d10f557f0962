using System.Text.Json;

namespace TogetherAI;

/// <summary>
/// A lease journal as several processes of a machine share it: each opens it for the moment that it takes to read or to add, and waits while
/// another does. Who owns a lease that stands in it is another file's affair: one for each lease, locked by its process for as long as that
/// lives. Thread-safe.
/// </summary>
/// <param name="path">The full path.</param>
/// <param name="time">The clock.</param>
/// <param name="files">Where it lies; null for the disk.</param>
internal sealed class LeaseJournalFile(string path, TimeProvider time, IJournalFiles? files = null)
{
    /// <summary>Nobody has it open for longer than some writes take; a disk that is this slow is told.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    private const int WorthCompacting = 64 * 1024;

    private readonly IJournalFiles _files = files ?? DiskJournalFiles.Instance;

    public string Path => path;

    /// <summary>The leases that are not over.</summary>
    public Task<List<LeaseEntry>> ReadAsync(CancellationToken cancellationToken) =>
        UseAsync(static (_, live) => live.Values.ToList(), cancellationToken);

    /// <summary>Writes an entry. It is durable when this returns.</summary>
    public Task SaveAsync(LeaseEntry entry, CancellationToken cancellationToken) => UseAsync(
        (journal, live) =>
        {
            journal.Append(JsonSerializer.SerializeToUtf8Bytes(entry, LeaseJsonContext.Default.LeaseEntry));
            journal.Commit();
            if (entry.IsOver)
                live.Remove(entry.LeaseId);
            if (journal.Length > WorthCompacting && journal.Recovery.Records > 4 * (live.Count + 1))
                journal.Compact(live.Values.Select(static left => (ReadOnlyMemory<byte>)JsonSerializer.SerializeToUtf8Bytes(left, LeaseJsonContext.Default.LeaseEntry)));
            return 0;
        },
        cancellationToken);

    /// <summary>Takes a lease for this process, until what is returned is disposed or the process ends.</summary>
    /// <returns>Null where it belongs to another, or to another part of this one.</returns>
    public IDisposable? TryOwn(string leaseId)
    {
        try
        {
            return _files.TryLock(OwnerPath(leaseId));
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw new TogetherJournalException(
                JournalFault.CannotAccess, path, $"The file '{OwnerPath(leaseId)}', which says that its lease belongs to a process, cannot be opened: {exception.Message}", exception);
        }
    }

    /// <summary>Gives a lease back that is over, and takes its file away.</summary>
    public void Disown(string leaseId, IDisposable owned)
    {
        owned.Dispose();
        try
        {
            _files.Delete(OwnerPath(leaseId));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // An empty file is left behind, which means nothing without its lease in the journal.
        }
    }

    private string OwnerPath(string leaseId) => $"{path}.{leaseId}.owner";

    private async Task<T> UseAsync<T>(Func<Journal, Dictionary<string, LeaseEntry>, T> use, CancellationToken cancellationToken)
    {
        long started = time.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return Use(use);
            }
            catch (TogetherJournalException exception) when (exception.Fault == JournalFault.InUse && time.GetElapsedTime(started) < s_patience)
            {
                await Task.Delay(s_pause, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private T Use<T>(Func<Journal, Dictionary<string, LeaseEntry>, T> use)
    {
        Dictionary<string, LeaseEntry> live = new(StringComparer.Ordinal);
        using Journal journal = Journal.Open(path, JournalKind.Leases, record => Apply(live, record), _files);
        return use(journal, live);
    }

    private void Apply(Dictionary<string, LeaseEntry> live, ReadOnlySpan<byte> record)
    {
        LeaseEntry entry;
        try
        {
            entry = JsonSerializer.Deserialize(record, LeaseJsonContext.Default.LeaseEntry)!;
        }
        catch (JsonException exception)
        {
            throw new TogetherJournalException(
                JournalFault.NotAJournal, path, $"The journal '{path}' holds a record that is none of a lease. It was left as it is; name another file.", exception);
        }

        if (entry.IsOver)
            live.Remove(entry.LeaseId);
        else
            live[entry.LeaseId] = entry;
    }
}
