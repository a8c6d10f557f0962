namespace TogetherAI;

/// <content>Looking at a file before it is sent.</content>
public sealed partial class FilesClient
{
    /// <summary>
    /// Looks, on this machine, for what the service would refuse in a JSONL file: lines that are not JSON, fields that are missing or
    /// of a wrong type, ids that come twice, more than one model, sizes. Reads it once, at constant memory; <see cref="UploadAsync(string,
    /// FilePurpose, FileUploadOptions?, IProgress{TransferProgress}?, CancellationToken)"/> does so by itself.
    /// </summary>
    /// <param name="path">The file. It must not change meanwhile.</param>
    /// <param name="purpose"><see cref="FilePurpose.BatchApi"/> or <see cref="FilePurpose.FineTune"/>.</param>
    /// <param name="options">What to hold it against; null for the service's limits.</param>
    /// <param name="progress">Told how much of it was read. Null for nobody.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <returns>What was found, with line and column.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty, or there is nothing to check for that purpose.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its bounds; the message names it.</exception>
    /// <exception cref="IOException">The file could not be read, or the disk with the temporary files is full.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<FileCheckReport> CheckAsync(
        string path,
        FilePurpose purpose,
        FileCheckOptions? options = null,
        IProgress<TransferProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!IsChecked(purpose, FileType.Jsonl))
            throw new ArgumentException($"Files for '{purpose}' are not checked here, only those for 'batch-api' and 'fine-tune'.", nameof(purpose));
        return await ReadAsync(
            FileSource.FromFile(path, progress: null), Path.GetFileName(path), purpose, options ?? FileCheckOptions.Default, progress, cancellationToken)
            .ConfigureAwait(false);
    }

    private static bool IsChecked(FilePurpose purpose, FileType? type) =>
        (purpose == FilePurpose.BatchApi || purpose == FilePurpose.FineTune) && (type is null || type == FileType.Jsonl);

    private static async Task RefuseInvalidAsync(
        FileSource source, string name, FilePurpose purpose, FileType? type, FileCheckOptions? options, CancellationToken cancellationToken)
    {
        if (options is null || !IsChecked(purpose, type))
            return;
        FileCheckReport report = await ReadAsync(source, name, purpose, options, progress: null, cancellationToken).ConfigureAwait(false);
        if (!report.IsValid)
            throw new FileCheckException(report);
    }

    private static async Task<FileCheckReport> ReadAsync(
        FileSource source,
        string name,
        FilePurpose purpose,
        FileCheckOptions options,
        IProgress<TransferProgress>? progress,
        CancellationToken cancellationToken)
    {
        options.Check();
        (Stream content, bool owns) = source.Open();
        try
        {
            return await new FileChecker(purpose, options).RunAsync(content, name, progress, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (owns)
                await content.DisposeAsync().ConfigureAwait(false);
        }
    }
}
