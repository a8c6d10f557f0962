namespace TogetherAI;

/// <summary>The files that the service keeps (<c>/v1/files</c>). Reached through <see cref="TogetherClient.Files"/>; thread-safe.</summary>
public sealed partial class FilesClient
{
    private readonly TogetherConnection _connection;

    internal FilesClient(TogetherConnection connection) => _connection = connection;

    /// <summary>Lists all files of the account, in one answer.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The files.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<FileList> ListAsync(CancellationToken cancellationToken = default) =>
        _connection.SendAsync(FileOperations.List, cancellationToken);

    /// <summary>Asks what a file is, and how far its validation has come.</summary>
    /// <param name="id">The file's id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What the service tells of it.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="ArgumentException"><paramref name="id"/> is empty.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<TogetherFile> GetAsync(string id, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(FileOperations.Get.At(id), cancellationToken);

    /// <summary>
    /// Deletes a file. Repeated like a read: a second attempt, after a first whose answer was lost, may end in
    /// <see cref="TogetherNotFoundException"/>.
    /// </summary>
    /// <param name="id">The file's id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="ArgumentException"><paramref name="id"/> is empty.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<FileDeletion> DeleteAsync(string id, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(FileOperations.Delete.At(id), cancellationToken);

    /// <summary>
    /// Uploads a file from disk at constant memory: small ones in one request, large ones through a storage that the service names, the
    /// largest in parts (<see cref="FileUploadOptions.Flow"/>). A JSONL file for batches or for fine-tuning is checked first, line by line.
    /// </summary>
    /// <param name="path">Where it is. It must not change meanwhile.</param>
    /// <param name="purpose">What it is for.</param>
    /// <param name="options">How to upload it; null for the defaults.</param>
    /// <param name="progress">Told how far it has come; starts again at 0 with a further attempt. Null for nobody.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>
    /// The file as the service keeps it. A file for fine-tuning is validated only now: see <see cref="TogetherFile.ProcessingStatus"/>.
    /// </returns>
    /// <remarks>
    /// Each request of the upload has to end within <see cref="TimeoutOptions.Attempt"/>; for what takes longer,
    /// <see cref="TogetherClient.With"/> gives it a limit of its own. The form is sent again only when the service cannot have received it,
    /// a place in the storage or a part of the file after any transient failure. When the upload fails or is cancelled, what it left at the
    /// service is taken back as far as it can be.
    /// </remarks>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="FileCheckException">The service would refuse the file; nothing was sent.</exception>
    /// <exception cref="IOException">The file could not be read, or became shorter meanwhile.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<TogetherFile> UploadAsync(
        string path,
        FilePurpose purpose,
        FileUploadOptions? options = null,
        IProgress<TransferProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return UploadAsync(FileSource.FromFile(path, progress), options?.FileName ?? Path.GetFileName(path), purpose, options, cancellationToken);
    }

    /// <summary>
    /// Uploads what a stream holds, from its current place to its end. It is sent again only when the service cannot have received it. A
    /// JSONL file for batches or for fine-tuning is checked first, line by line.
    /// </summary>
    /// <param name="content">The content: seekable. Stays open.</param>
    /// <param name="fileName">The name under which the service keeps it; its extension tells the format, unless the options do.</param>
    /// <param name="purpose">What it is for.</param>
    /// <param name="options">How to upload it; null for the defaults.</param>
    /// <param name="progress">Told how far it has come; starts again at 0 with a further attempt. Null for nobody.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The file as the service keeps it.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="content"/> cannot be read or sought in, or <paramref name="fileName"/> is empty.
    /// </exception>
    /// <exception cref="FileCheckException">The service would refuse the file; nothing was sent.</exception>
    /// <exception cref="IOException">The stream could not be read, or became shorter meanwhile.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<TogetherFile> UploadAsync(
        Stream content,
        string fileName,
        FilePurpose purpose,
        FileUploadOptions? options = null,
        IProgress<TransferProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentException.ThrowIfNullOrEmpty(fileName);
        string name = options?.FileName ?? fileName;
        return UploadAsync(FileSource.FromStream(content, name, progress), name, purpose, options, cancellationToken);
    }

    /// <summary>
    /// Opens a file's content, to be read as it arrives. A transfer that breaks stays broken; <c>DownloadAsync</c> takes it up again.
    /// </summary>
    /// <param name="id">The file's id.</param>
    /// <param name="cancellationToken">Ends the call, also after this method has returned.</param>
    /// <returns>The open bytes, which the caller must dispose.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="ArgumentException"><paramref name="id"/> is empty.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<BinaryResponse> OpenContentAsync(string id, CancellationToken cancellationToken = default) =>
        _connection.OpenBytesAsync(FileOperations.Content.At(id), null, model: null, "*/*", cancellationToken);

    /// <summary>Writes a file's content to a stream. A transfer that breaks is taken up again where it broke.</summary>
    /// <param name="id">The file's id.</param>
    /// <param name="destination">
    /// Where to; only written to, at its current place. After a failure it holds what had arrived. Stays open.
    /// </param>
    /// <param name="options">How to download it; null for the defaults.</param>
    /// <param name="progress">Told how far it has come. Null for nobody.</param>
    /// <param name="cancellationToken">Ends the download.</param>
    /// <returns>A task that completes when all has been written.</returns>
    /// <exception cref="TogetherException">The download failed; the type says what to do about it.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="id"/> is empty, or <paramref name="destination"/> cannot be written to.
    /// </exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task DownloadAsync(
        string id,
        Stream destination,
        FileDownloadOptions? options = null,
        IProgress<TransferProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        if (!destination.CanWrite)
            throw new ArgumentException("The stream cannot be written to.", nameof(destination));
        return Download(id, options, progress).ToStreamAsync(destination, cancellationToken);
    }

    /// <summary>
    /// Writes a file's content to disk: beside the target first, and into its place when all of it is there and its length is right. Until
    /// then the target stays what it was. A transfer that breaks is taken up again where it broke.
    /// </summary>
    /// <param name="id">The file's id.</param>
    /// <param name="path">The target; replaced where it exists. Its folder must exist.</param>
    /// <param name="options">How to download it; null for the defaults.</param>
    /// <param name="progress">Told how far it has come. Null for nobody.</param>
    /// <param name="cancellationToken">Ends the download.</param>
    /// <returns>A task that completes when the file is in its place.</returns>
    /// <exception cref="TogetherException">The download failed; the type says what to do about it.</exception>
    /// <exception cref="ArgumentException"><paramref name="id"/> or <paramref name="path"/> is empty.</exception>
    /// <exception cref="IOException">
    /// The file could not be written: the disk is full, or another download that keeps its parts is at work on it.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task DownloadAsync(
        string id,
        string path,
        FileDownloadOptions? options = null,
        IProgress<TransferProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Download(id, options, progress).ToFileAsync(path, cancellationToken);
    }

    private FileDownload Download(string id, FileDownloadOptions? options, IProgress<TransferProgress>? progress)
    {
        options ??= FileDownloadOptions.Default;
        options.Check();
        return new FileDownload(_connection, id, options, progress);
    }

    private async Task<TogetherFile> UploadAsync(
        FileSource source, string fileName, FilePurpose purpose, FileUploadOptions? options, CancellationToken cancellationToken)
    {
        options ??= FileUploadOptions.Default;
        FileType? type = options.FileType ?? UploadForm.TypeOf(fileName);
        await RefuseInvalidAsync(source, fileName, purpose, type, options.Check, cancellationToken).ConfigureAwait(false);
        UploadTask task = new(source, fileName, purpose, type);
        try
        {
            return (options.Flow ?? task.Flow) switch
            {
                UploadFlow.Presigned => await new PresignedUpload(_connection, task).RunAsync(cancellationToken).ConfigureAwait(false),
                UploadFlow.Multipart => await new MultipartUpload(_connection, task).RunAsync(cancellationToken).ConfigureAwait(false),
                _ => await _connection.SendContentAsync(
                    FileOperations.Upload,
                    () => UploadForm.Create(fileName, purpose, type, source.CreateContent()),
                    model: null,
                    cancellationToken).ConfigureAwait(false),
            };
        }
        catch (Exception exception) when (source.Failure is not null && exception is not OperationCanceledException)
        {
            throw new IOException("The upload failed because its source could not be read: " + source.Failure.Message, source.Failure);
        }
    }
}
