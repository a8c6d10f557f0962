namespace TogetherAI;

/// <summary>
/// Brings one job of a shard to the service and waits for its end. Whatever was done already, by this process or one before it, is found
/// again and not done twice: the file by its name, the job by its file. Used once.
/// </summary>
internal sealed class ShardSubmission(
    TogetherClient client, BatchEndpoint endpoint, BatchRunState state, BatchRunOptions options, BatchShard shard, int attempt, BatchRunReporter reporter)
{
    private TimeProvider Time => client.Options.TimeProvider;

    private BatchAttempt Now => shard.Attempts[attempt];

    /// <param name="isResumed">Whether an earlier process may have come further than the journal tells.</param>
    /// <param name="cancellationToken">Ends the waiting, not the job.</param>
    public async Task<BatchJob> RunAsync(bool isResumed, CancellationToken cancellationToken)
    {
        if (Now.FileId is null)
        {
            string file = await OnceAsync(FindFileAsync, UploadAsync, isResumed, cancellationToken).ConfigureAwait(false);
            Write(BatchRecord.Uploaded, file: file);
            isResumed = false; // nobody can have made a job of it yet
        }

        if (Now.JobId is null)
        {
            string job = await OnceAsync(FindJobAsync, CreateAsync, isResumed, cancellationToken).ConfigureAwait(false);
            Write(BatchRecord.Created, job: job);
            reporter.Submitted(shard, job, Now.Count);
        }

        return await WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes something once: after a failure that leaves open whether the service acted, it is looked for first.</summary>
    private Task<string> OnceAsync(
        Func<CancellationToken, Task<string?>> find, Func<CancellationToken, Task<string>> make, bool lookFirst, CancellationToken cancellationToken) =>
        Patience.RunAsync(
            Time,
            async failures => (failures > 0 || lookFirst) && await find(cancellationToken).ConfigureAwait(false) is { } found
                ? found
                : await make(cancellationToken).ConfigureAwait(false),
            MayHaveActed,
            cancellationToken);

    private static bool MayHaveActed(TogetherException exception) =>
        exception.Details.IsTransient || exception is TogetherResponseException or TogetherConnectionException or TogetherTimeoutException or TogetherServerException;

    private async Task<string?> FindFileAsync(CancellationToken cancellationToken)
    {
        long length = new FileInfo(state.RequestsOf(shard.Number, attempt)).Length;
        FileList files = await client.Files.ListAsync(cancellationToken).ConfigureAwait(false);
        return files.Data.FirstOrDefault(file => file.Filename == Now.Name && file.Bytes == length)?.Id;
    }

    private async Task<string> UploadAsync(CancellationToken cancellationToken)
    {
        TogetherFile file = await client.Files.UploadAsync(
            state.RequestsOf(shard.Number, attempt),
            FilePurpose.BatchApi,
            new FileUploadOptions { FileName = Now.Name, FileType = FileType.Jsonl, Check = null }, // written here, line by line
            cancellationToken: cancellationToken).ConfigureAwait(false);
        return file.Id;
    }

    private async Task<string?> FindJobAsync(CancellationToken cancellationToken)
    {
        BatchList jobs = await client.Batches.ListAsync(cancellationToken).ConfigureAwait(false);
        return jobs.FirstOrDefault(job => job.InputFileId == Now.FileId)?.Id;
    }

    private async Task<string> CreateAsync(CancellationToken cancellationToken)
    {
        // Not repeated blindly, whatever the service advises: it is looked for first.
        BatchCreation created = await client.With(new RequestOptions { MaxRetries = 0 }).Batches.CreateAsync(new BatchCreateRequest { Endpoint = endpoint, InputFileId = Now.FileId! }, cancellationToken).ConfigureAwait(false);
        return created.Job.Id;
    }

    private Task<BatchJob> WaitAsync(CancellationToken cancellationToken) => Patience.RunAsync(
        Time,
        _ => client.Batches.WaitAsync(Now.JobId!, options.Wait, cancellationToken: cancellationToken),
        static exception => exception.Details.IsTransient,
        cancellationToken);

    private void Write(string kind, string? file = null, string? job = null) =>
        state.Write(new BatchRecord { Kind = kind, Shard = shard.Number, Attempt = attempt, File = file, Job = job });
}
