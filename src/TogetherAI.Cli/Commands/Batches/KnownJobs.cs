namespace TogetherAI.Cli.Commands.Batches;

/// <summary>Finds the jobs of a run at the service, also those whose id the run was never told.</summary>
internal sealed class KnownJobs
{
    private readonly Dictionary<string, BatchJob> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BatchJob> _byFile = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _fileByName = new(StringComparer.Ordinal);

    public static async Task<KnownJobs> ReadAsync(TogetherClient together, CancellationToken cancellationToken)
    {
        KnownJobs known = new();
        foreach (BatchJob job in await together.Batches.ListAsync(cancellationToken))
        {
            known._byId[job.Id] = job;
            if (job.InputFileId is { } file)
                known._byFile[file] = job;
        }

        foreach (TogetherFile file in (await together.Files.ListAsync(cancellationToken)).Data)
            known._fileByName[file.Filename] = file.Id;
        return known;
    }

    /// <returns>Null where the service knows of none.</returns>
    public BatchJob? Find(BatchRunJob job)
    {
        if (job.JobId is not null)
            return _byId.GetValueOrDefault(job.JobId);
        string? file = job.FileId ?? (job.FileName is null ? null : _fileByName.GetValueOrDefault(job.FileName));
        return file is null ? null : _byFile.GetValueOrDefault(file);
    }
}
