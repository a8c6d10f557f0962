namespace TogetherAI;

/// <summary>
/// Imports of model files from Hugging Face or a presigned address. Reached through <see cref="DedicatedModelsClient.Uploads"/>; thread-safe.
/// </summary>
public sealed class RemoteModelUploadsClient
{
    private readonly ProjectCalls _calls;

    internal RemoteModelUploadsClient(ProjectCalls calls) => _calls = calls;

    /// <summary>Lists the project's imports.</summary>
    /// <param name="options">Where to start; null for the start.</param>
    /// <param name="cancellationToken">Ends the reading of the list.</param>
    /// <returns>The imports.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The limit is less than 1. What else goes wrong is thrown while going through the list.
    /// </exception>
    public CursorList<RemoteModelUpload> ListAsync(CursorListOptions? options = null, CancellationToken cancellationToken = default) =>
        _calls.List(RemoteModelUploadOperations.List, [], options, cancellationToken);

    /// <summary>Reads how far an import is.</summary>
    /// <param name="uploadId">The import (<c>job_…</c>).</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The import.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<RemoteModelUpload> GetAsync(string uploadId, CancellationToken cancellationToken = default) =>
        _calls.SendAsync(RemoteModelUploadOperations.Get, [uploadId], cancellationToken);

    /// <summary>Has the service fetch files into a model. When it is done the model has a new revision.</summary>
    /// <param name="request">Which files, into which model.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The import, on its way; <see cref="WaitAsync"/> follows it.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<RemoteModelUpload> CreateAsync(CreateRemoteModelUploadRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _calls.SendAsync(RemoteModelUploadOperations.Create, [], request, query: "", cancellationToken);
    }

    /// <summary>Lists what happened during an import.</summary>
    /// <param name="uploadId">The import (<c>job_…</c>).</param>
    /// <param name="options">Where to start; null for the start.</param>
    /// <param name="cancellationToken">Ends the reading of the list.</param>
    /// <returns>The events.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The limit is less than 1. What else goes wrong is thrown while going through the list.
    /// </exception>
    public CursorList<RemoteModelUploadEvent> ListEventsAsync(
        string uploadId, CursorListOptions? options = null, CancellationToken cancellationToken = default) =>
        _calls.List(RemoteModelUploadOperations.ListEvents, [uploadId], options, cancellationToken);

    /// <summary>
    /// Waits until an import is <see cref="RemoteUploadStatus.Succeeded"/>, <see cref="RemoteUploadStatus.Failed"/> or
    /// <see cref="RemoteUploadStatus.Error"/>. After an error the service may start it again: then wait once more.
    /// </summary>
    /// <param name="uploadId">The import (<c>job_…</c>).</param>
    /// <param name="options">How to wait; null for no deadline and a look every 5 to 30 seconds.</param>
    /// <param name="progress">Told every state that was seen; null for nobody.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The import; its status says which of these it is.</returns>
    /// <exception cref="TogetherTimeoutException">The deadline passed.</exception>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<RemoteModelUpload> WaitAsync(
        string uploadId,
        WaitOptions? options = null,
        IProgress<RemoteModelUpload>? progress = null,
        CancellationToken cancellationToken = default) =>
        Waiter.WaitAsync(
            token => GetAsync(uploadId, token),
            static upload => upload.Status == RemoteUploadStatus.Succeeded || upload.Status == RemoteUploadStatus.Failed
                || upload.Status == RemoteUploadStatus.Error,
            options,
            interval: TimeSpan.FromSeconds(5),
            maxInterval: TimeSpan.FromSeconds(30),
            progress,
            _calls.Connection.Options.TimeProvider,
            cancellationToken);
}
