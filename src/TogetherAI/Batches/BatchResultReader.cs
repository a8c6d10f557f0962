using System.Runtime.CompilerServices;

namespace TogetherAI;

/// <summary>Goes through a batch's files, one after the other, one line in memory at a time. Used once.</summary>
internal sealed class BatchResultReader(TogetherConnection connection, BatchJob job)
{
    // The ids and nothing else: a batch may have 50,000 of them, and gigabytes of answers.
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public async IAsyncEnumerable<BatchResult> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (string fileId in FileIds())
        {
            Operation<NoBody, EmptyResponse> operation = FileOperations.Content.At(fileId);
            ContentStream content = new(connection, operation, FileDownloadOptions.Default.MaxResumes, cancellationToken);
            await using (content.ConfigureAwait(false))
            {
                await content.OpenAsync(offset: 0).ConfigureAwait(false);
                LineReader lines = new(content);
                while (await lines.ReadAsync(cancellationToken).ConfigureAwait(false) is { } line)
                {
                    if (line.IsBlank)
                        continue;
                    BatchResult result = BatchResultLine.Parse(line, fileId, IsChat);
                    yield return result.CustomId is { } id && !_seen.Add(id) ? result with { IsDuplicate = true } : result;
                }
            }
        }
    }

    private bool IsChat => job.Endpoint is null || job.Endpoint == BatchEndpoint.ChatCompletions;

    private IEnumerable<string> FileIds()
    {
        if (!string.IsNullOrEmpty(job.OutputFileId))
            yield return job.OutputFileId;
        if (!string.IsNullOrEmpty(job.ErrorFileId) && job.ErrorFileId != job.OutputFileId)
            yield return job.ErrorFileId;
    }
}
