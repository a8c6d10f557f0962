namespace TogetherAI;

/// <summary>
/// Writes an answer's bytes to a file: first to a temporary one beside it, which takes its place once everything has arrived. So a file with
/// that name is always a whole one, and a failed transfer leaves what was there before.
/// </summary>
internal static class FileSaver
{
    private const int BufferSize = 80 * 1024;

    /// <summary>Finds out before anything is paid for that there is no such folder.</summary>
    /// <exception cref="DirectoryNotFoundException">The file's folder is not there.</exception>
    public static void RequireFolder(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? path;
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"The folder '{folder}' does not exist. Create it first.");
    }

    /// <param name="response">The bytes; disposed here.</param>
    /// <param name="path">Where they go; a file that is there is replaced.</param>
    /// <param name="progress">Told of every piece; null for nobody.</param>
    /// <param name="cancellationToken">Ends the transfer.</param>
    /// <returns>How many bytes were written.</returns>
    /// <exception cref="TogetherConnectionException">Fewer bytes arrived than were announced.</exception>
    public static async Task<long> SaveAsync(
        BinaryResponse response, string path, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        await using (response.ConfigureAwait(false))
        {
            string target = Path.GetFullPath(path);
            string temporary = target + "." + Path.GetRandomFileName() + ".part";
            try
            {
                long written = await WriteAsync(response, temporary, progress, cancellationToken).ConfigureAwait(false);
                if (response.Length is { } expected && expected != written)
                {
                    throw new TogetherConnectionException($"The service announced {expected} bytes and sent {written}; '{target}' was left as it was.")
                    {
                        StatusCode = response.Http.StatusCode,
                        RequestId = response.RequestId,
                        RateLimits = response.Http.RateLimits,
                    };
                }

                File.Move(temporary, target, overwrite: true);
                return written;
            }
            catch
            {
                File.Delete(temporary); // does nothing where there is none
                throw;
            }
        }
    }

    private static async Task<long> WriteAsync(
        BinaryResponse response, string temporary, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        FileStream file = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        await using (file.ConfigureAwait(false))
        {
            byte[] buffer = new byte[BufferSize];
            long written = 0;
            while (await response.Content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and int count)
            {
                await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                written += count;
                progress?.Report(new TransferProgress(written, response.Length));
            }

            RandomAccess.FlushToDisk(file.SafeFileHandle); // or a power cut could leave the new name on half of the content
            return written;
        }
    }
}
