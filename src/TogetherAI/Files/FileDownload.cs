namespace TogetherAI;

/// <summary>Brings a file's content to its place. Used once.</summary>
internal sealed class FileDownload(
    TogetherConnection connection, string id, FileDownloadOptions options, IProgress<TransferProgress>? progress)
{
    private const int BufferSize = 128 * 1024;

    private readonly Operation<NoBody, EmptyResponse> _operation = FileOperations.Content.At(id);

    public async Task ToStreamAsync(Stream destination, CancellationToken cancellationToken)
    {
        ContentStream content = Open(cancellationToken);
        await using (content.ConfigureAwait(false))
        {
            await content.OpenAsync(offset: 0).ConfigureAwait(false);
            await CopyAsync(content, destination, cancellationToken).ConfigureAwait(false);
            await destination.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Writes beside the target and moves into its place what is complete: whoever looks at the target sees the old file or the whole new
    /// one.
    /// </summary>
    public async Task ToFileAsync(string path, CancellationToken cancellationToken)
    {
        string target = Path.GetFullPath(path);
        string partial = options.KeepPartial
            ? $"{target}.{Uri.EscapeDataString(id)}.partial"
            : $"{target}.{Guid.NewGuid():N}.partial"; // two downloads to one target at a time do not meet
        bool keep = options.KeepPartial;
        FileMode mode = keep ? FileMode.OpenOrCreate : FileMode.CreateNew;
        FileStream file = new(partial, mode, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
        try
        {
            await using (file.ConfigureAwait(false))
            {
                await FillAsync(file, cancellationToken).ConfigureAwait(false);
                RandomAccess.FlushToDisk(file.SafeFileHandle); // or a power cut could leave the new name on half of the content
            }

            File.Move(partial, target, overwrite: true);
        }
        catch (TogetherResponseException)
        {
            keep = false; // what came does not fit together: nothing to go on from
            throw;
        }
        finally
        {
            // After the move there is nothing of that name.
            if (!keep || new FileInfo(partial) is { Exists: true, Length: 0 })
                File.Delete(partial);
        }
    }

    private async Task FillAsync(FileStream file, CancellationToken cancellationToken)
    {
        ContentStream content = Open(cancellationToken);
        await using (content.ConfigureAwait(false))
        {
            long start = await content.OpenAsync(file.Length).ConfigureAwait(false);
            file.SetLength(start);
            file.Position = start;
            await CopyAsync(content, file, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CopyAsync(ContentStream content, Stream destination, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[BufferSize];
        progress?.Report(new TransferProgress(content.Position, content.Total));
        while (await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and int count)
        {
            await destination.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            progress?.Report(new TransferProgress(content.Position, content.Total));
        }
    }

    private ContentStream Open(CancellationToken cancellationToken) => new(connection, _operation, options.MaxResumes, cancellationToken);
}
