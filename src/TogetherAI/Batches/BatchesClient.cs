namespace TogetherAI;

/// <summary>
/// Many requests at once, answered when the service finds the time (<c>/v1/batches</c>). Reached through
/// <see cref="TogetherClient.Batches"/>; thread-safe.
/// </summary>
public sealed partial class BatchesClient
{
    // As often as the service asks to be asked.
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    internal static readonly TimeSpan MaxInterval = TimeSpan.FromSeconds(60);

    private readonly TogetherConnection _connection;

    internal BatchesClient(TogetherConnection connection) => _connection = connection;

    /// <summary>
    /// Creates a batch from a file that has been uploaded. It costs money, so it is sent again only when the service cannot have received
    /// it: after a failure look at <see cref="ListAsync"/> before creating it anew.
    /// </summary>
    /// <param name="request">The batch.</param>
    /// <param name="cancellationToken">Ends the call, not the batch.</param>
    /// <returns>The batch, at its beginning.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<BatchCreation> CreateAsync(BatchCreateRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        BatchCreation created = await _connection.SendAsync(
            BatchOperations.Create, request, model: request.ModelId, query: "", cancellationToken).ConfigureAwait(false);
        return created.Job.Id.Length > 0 ? created : throw new TogetherResponseException(
            "The service answered without telling which batch it created. It may be running and cost money: ListAsync shows it.")
        {
            Details = ErrorDetails.Of(created),
        };
    }

    /// <summary>Lists all batches of the account, in one answer.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The batches.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<BatchList> ListAsync(CancellationToken cancellationToken = default) =>
        _connection.SendAsync(BatchOperations.List, cancellationToken);

    /// <summary>Asks how far a batch has come.</summary>
    /// <param name="id">The batch's id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The batch.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="ArgumentException"><paramref name="id"/> is empty.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<BatchJob> GetAsync(string id, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(BatchOperations.Get.At(id), cancellationToken);

    /// <summary>Cancels a batch. What has been answered by then is paid for, and can be read.</summary>
    /// <param name="id">The batch's id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The batch; it may take a while before its status is <see cref="BatchStatus.Cancelled"/>.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="ArgumentException"><paramref name="id"/> is empty.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<BatchJob> CancelAsync(string id, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(BatchOperations.Cancel.At(id), cancellationToken);

    /// <summary>
    /// Waits until a batch has ended, in whatever way: <see cref="BatchJob.Status"/> says which. Looks every 30 to 60 seconds by default.
    /// </summary>
    /// <param name="id">The batch's id.</param>
    /// <param name="options">How to wait; null for the defaults, which have no deadline.</param>
    /// <param name="progress">Told the batch at every look; null for nobody.</param>
    /// <param name="cancellationToken">Ends the waiting, not the batch.</param>
    /// <returns>The batch: completed, failed, expired or cancelled.</returns>
    /// <exception cref="TogetherTimeoutException">
    /// The deadline passed, of kind <see cref="TimeoutKind.Wait"/>; the batch goes on.
    /// </exception>
    /// <exception cref="TogetherException">A look failed; the type says what to do about it.</exception>
    /// <exception cref="ArgumentException"><paramref name="id"/> is empty, or an option is out of its bounds.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<BatchJob> WaitAsync(
        string id, WaitOptions? options = null, IProgress<BatchJob>? progress = null, CancellationToken cancellationToken = default) =>
        Waiter.WaitAsync(
            token => GetAsync(id, token),
            static job => job.Status is { IsFinal: true },
            options,
            Interval,
            MaxInterval,
            progress,
            _connection.Options.TimeProvider,
            cancellationToken);

    /// <summary>
    /// Reads a batch's results as they arrive: the answers, then the requests that failed. Nothing is lost: a line that cannot be read
    /// becomes a result whose error says so. The order is not that of the requests; <see cref="BatchResult.CustomId"/> says which is which.
    /// </summary>
    /// <param name="job">The batch, after it has ended; <see cref="WaitAsync"/> returns it so. One without files has no results.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>
    /// The results. Nothing is asked for before the loop begins; leaving it ends the transfer. A transfer that breaks is taken up again.
    /// </returns>
    /// <exception cref="InvalidOperationException">The batch has not ended.</exception>
    /// <exception cref="TogetherException">A file could not be read; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public IAsyncEnumerable<BatchResult> ReadResultsAsync(BatchJob job, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (job.Status == BatchStatus.Validating || job.Status == BatchStatus.InProgress)
        {
            throw new InvalidOperationException(
                $"The batch {job.Id} is {job.Status}; wait for its end with WaitAsync, and read the results of what that returns.");
        }

        return new BatchResultReader(_connection, job).ReadAsync(cancellationToken);
    }
}
