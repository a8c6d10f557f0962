namespace TogetherAI;

/// <content>Leases whose process has died.</content>
public sealed partial class DedicatedClient
{
    /// <summary>
    /// Stops what processes that have died left running: every lease in a journal (<see cref="RentRequest.LeaseJournal"/>) that nobody looks after any more
    /// is found, by its id or, where the answer to its creation was lost, by its name, and torn down. To be called when a program starts, before it rents.
    /// </summary>
    /// <remarks>
    /// <para>
    /// Several processes of a machine may share a journal, and each may recover at any time: a lease whose process lives is left alone. That is
    /// known from a file beside the journal that the process has locked, a lock which ends with it in whatever way it ends; process ids, which come again, play no
    /// part. A journal belongs to one machine: copied to another, it tells nothing of what lives on the first.
    /// </para>
    /// <para>
    /// Endpoints that bear a lease's name and are not in the journal are told (<see cref="RecoveryOutcome.NotInJournal"/>) and not touched: they may be
    /// another machine's.
    /// </para>
    /// </remarks>
    /// <param name="journalPath">The journal. It is made where there is none; its folder must exist.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the work where it is; what was not ended stays in the journal.</param>
    /// <returns>What was found and done: check <see cref="RecoveryReport.IsComplete"/>.</returns>
    /// <exception cref="ArgumentException">The path is empty, or an option is out of its bounds.</exception>
    /// <exception cref="DirectoryNotFoundException">The journal's folder does not exist.</exception>
    /// <exception cref="TogetherJournalException">The journal cannot be used; <see cref="TogetherJournalException.Fault"/> says why.</exception>
    /// <exception cref="TogetherAuthenticationException">The key is missing, wrong, or not allowed to do this.</exception>
    /// <exception cref="TogetherException">The project could not be found out; nothing was done.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<RecoveryReport> RecoverLeasesAsync(
        string journalPath, RecoveryOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(journalPath);
        options ??= new RecoveryOptions();
        options.Check();
        FileSaver.RequireFolder(journalPath);
        LeaseJournalFile file = new(Path.GetFullPath(journalPath), TimeProvider, _connection.Options.JournalFiles);
        return new LeaseRecovery(this, _connection, file, options).RunAsync(cancellationToken);
    }
}
