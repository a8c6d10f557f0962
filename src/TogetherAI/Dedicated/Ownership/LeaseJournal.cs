namespace TogetherAI;

/// <summary>Keeps one rental's lease in a journal, and says by a lock that its process lives. Thread-safe.</summary>
/// <param name="connection">Knows project and address.</param>
/// <param name="file">The journal.</param>
internal sealed class LeaseJournal(TogetherConnection connection, LeaseJournalFile file) : ILeaseRecorder
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, IDisposable> _owned = new(StringComparer.Ordinal);

    /// <summary>The journal that a rental asks for.</summary>
    /// <param name="connection">Knows project and address.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="DirectoryNotFoundException">Its folder does not exist.</exception>
    public static LeaseJournal Open(TogetherConnection connection, string path)
    {
        FileSaver.RequireFolder(path);
        return new LeaseJournal(connection, new LeaseJournalFile(Path.GetFullPath(path), connection.Options.TimeProvider, connection.Options.JournalFiles));
    }

    public async ValueTask SaveAsync(LeaseRecord lease, CancellationToken cancellationToken)
    {
        string project = await connection.Projects.GetIdAsync(cancellationToken).ConfigureAwait(false);

        // First the sign of life: a lease that stands in the journal without one is taken for a dead process's.
        lock (_gate)
        {
            if (!_owned.ContainsKey(lease.LeaseId))
                _owned[lease.LeaseId] = file.TryOwn(lease.LeaseId) ?? throw Taken(lease);
        }

        LeaseEntry entry = LeaseEntry.Of(lease, project, connection.Options.BaseAddress!, connection.Options.TimeProvider.GetUtcNow());
        await file.SaveAsync(entry, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask ForgetAsync(LeaseRecord lease, CancellationToken cancellationToken)
    {
        await file.SaveAsync(new LeaseEntry { LeaseId = lease.LeaseId, IsOver = true }, cancellationToken).ConfigureAwait(false);
        IDisposable? owned;
        lock (_gate)
            _owned.Remove(lease.LeaseId, out owned);
        if (owned is not null)
            file.Disown(lease.LeaseId, owned);
    }

    /// <summary>A lease that is not over is given back: from then on, a recovery takes it for one that nobody looks after.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            foreach (IDisposable owned in _owned.Values)
                owned.Dispose();
            _owned.Clear();
        }

        return default;
    }

    private TogetherJournalException Taken(LeaseRecord lease) =>
        new(JournalFault.InUse, file.Path, $"The lease {lease.LeaseId} in '{file.Path}' belongs to another process.");
}
