namespace TogetherAI;

/// <summary>
/// Brings one job of a shard to the service and waits for its end. Whatever was done already, by this process or one before it, is found
/// again and not done twice: the file by its name, the job by its file. Used once.
/// </summary>
internal sealed class ShardSubmission(BatchRunTools tools, BatchShard shard, int attempt)
{
    private readonly TogetherClient _client = tools.Client;
    private bool _wasAlive;

    private BatchAttempt Now => shard.Attempts[attempt];

    /// <summary>Whether the job was cancelled while this process waited for it. One that was when this process first looked was so before.</summary>
    public bool WasCancelledNow { get; private set; }

    /// <summary>Whether no job was made, because the run is ending.</summary>
    public bool WasStopped { get; private set; }

    /// <param name="isResumed">Whether an earlier process may have come further than the journal tells.</param>
    /// <param name="cancellationToken">Ends the waiting, not the job.</param>
    /// <returns>The job, which has ended; null where the service does not know it any more, and where none was made.</returns>
    public async Task<BatchJob?> RunAsync(bool isResumed, CancellationToken cancellationToken)
    {
        bool isOldFile = Now.FileId is not null;
        if (!isOldFile)
        {
            string file = await OnceAsync(FindFileAsync, UploadAsync, isResumed, cancellationToken).ConfigureAwait(false);
            Write(BatchRecord.Uploaded, file: file);
            isResumed = false; // nobody can have made a job of it yet
        }

        if (Now.JobId is null)
        {
            if (tools.Brake.IsOn && !isResumed)
            {
                WasStopped = true;
                return null;
            }

            string job = await CreateOnceAsync(isResumed, isOldFile, cancellationToken).ConfigureAwait(false);
            Write(BatchRecord.Created, job: job);
            tools.Reporter.Submitted(shard, job, Now.Count);
        }

        BatchJob? ended = await WaitAsync(cancellationToken).ConfigureAwait(false);
        WasCancelledNow = _wasAlive && ended?.Status == BatchStatus.Cancelled;
        return ended;
    }

    private async Task<string> CreateOnceAsync(bool isResumed, bool isOldFile, CancellationToken cancellationToken)
    {
        try
        {
            return await OnceAsync(FindJobAsync, CreateAsync, isResumed, cancellationToken).ConfigureAwait(false);
        }
        catch (TogetherException exception) when (isOldFile && exception is TogetherNotFoundException or TogetherInvalidRequestException)
        {
            // An earlier process brought the file there. Services tidy up, and people do.
            if (await KnowsFileAsync(cancellationToken).ConfigureAwait(false))
                throw;
        }

        tools.Reporter.FileGone(shard, Now.FileId!);
        Write(BatchRecord.Uploaded, file: await OnceAsync(FindFileAsync, UploadAsync, lookFirst: false, cancellationToken).ConfigureAwait(false));
        return await OnceAsync(FindJobAsync, CreateAsync, lookFirst: false, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes something once: after a failure that leaves open whether the service acted, it is looked for first.</summary>
    private Task<string> OnceAsync(
        Func<CancellationToken, Task<string?>> find, Func<CancellationToken, Task<string>> make, bool lookFirst, CancellationToken cancellationToken) =>
        Patience.RunAsync(
            tools.Time,
            async failures => (failures > 0 || lookFirst) && await find(cancellationToken).ConfigureAwait(false) is { } found
                ? found
                : await make(cancellationToken).ConfigureAwait(false),
            MayHaveActed,
            cancellationToken);

    private static bool MayHaveActed(TogetherException exception) =>
        exception.Details.IsTransient || exception is TogetherResponseException or TogetherConnectionException or TogetherTimeoutException or TogetherServerException;

    private async Task<string?> FindFileAsync(CancellationToken cancellationToken)
    {
        long length = new FileInfo(tools.State.RequestsOf(shard.Number, attempt)).Length;
        FileList files = await _client.Files.ListAsync(cancellationToken).ConfigureAwait(false);
        return files.Data.FirstOrDefault(file => file.Filename == Now.Name && file.Bytes == length)?.Id;
    }

    private async Task<bool> KnowsFileAsync(CancellationToken cancellationToken)
    {
        FileList files = await _client.Files.ListAsync(cancellationToken).ConfigureAwait(false);
        return files.Data.Any(file => file.Id == Now.FileId);
    }

    private async Task<string> UploadAsync(CancellationToken cancellationToken)
    {
        TogetherFile file = await _client.Files.UploadAsync(
            tools.State.RequestsOf(shard.Number, attempt),
            FilePurpose.BatchApi,
            new FileUploadOptions { FileName = Now.Name, FileType = FileType.Jsonl, Check = null }, // checked before it was written here, line by line
            cancellationToken: cancellationToken).ConfigureAwait(false);
        return file.Id;
    }

    private async Task<string?> FindJobAsync(CancellationToken cancellationToken)
    {
        BatchList jobs = await _client.Batches.ListAsync(cancellationToken).ConfigureAwait(false);
        return jobs.FirstOrDefault(job => job.InputFileId == Now.FileId)?.Id;
    }

    private async Task<string> CreateAsync(CancellationToken cancellationToken)
    {
        // Not repeated blindly, whatever the service advises: it is looked for first.
        BatchCreateRequest request = new() { Endpoint = tools.Work.Endpoint!.Value, InputFileId = Now.FileId! };
        BatchCreation created = await _client.With(new RequestOptions { MaxRetries = 0 }).Batches.CreateAsync(request, cancellationToken).ConfigureAwait(false);
        _wasAlive = true; // whoever cancels it from now on does so while this process lives
        return created.Job.Id;
    }

    private Task<BatchJob?> WaitAsync(CancellationToken cancellationToken) => Waiter.WaitAsync(
        LookAsync,
        static job => job is null || job.Status is { IsFinal: true },
        tools.Options.Wait,
        BatchesClient.Interval,
        BatchesClient.MaxInterval,
        progress: null,
        tools.Time,
        cancellationToken);

    // Each look has its own patience: it may take days, in which a service stumbles now and then. One that does not know the job is asked again too,
    // and then by its list: to take for lost what is not would be paid for twice.
    private async Task<BatchJob?> LookAsync(CancellationToken cancellationToken)
    {
        string id = Now.JobId!;
        try
        {
            BatchJob job = await Patience.RunAsync(
                tools.Time,
                _ => _client.Batches.GetAsync(id, cancellationToken),
                static exception => exception.Details.IsTransient || exception is TogetherNotFoundException,
                cancellationToken).ConfigureAwait(false);
            _wasAlive |= job.Status is not { IsFinal: true };
            return job;
        }
        catch (TogetherNotFoundException)
        {
            BatchList jobs = await Patience.RunAsync(
                tools.Time, _ => _client.Batches.ListAsync(cancellationToken), static exception => exception.Details.IsTransient, cancellationToken).ConfigureAwait(false);
            BatchJob? listed = jobs.FirstOrDefault(job => job.Id == id);
            _wasAlive |= listed is { Status: not { IsFinal: true } };
            if (listed is null)
                tools.Reporter.JobGone(shard, id, Now.Count);
            return listed;
        }
    }

    private void Write(string kind, string? file = null, string? job = null) =>
        tools.State.Write(new BatchRecord { Kind = kind, Shard = shard.Number, Attempt = attempt, File = file, Job = job });
}
