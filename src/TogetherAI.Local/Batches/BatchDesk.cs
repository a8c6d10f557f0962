using System.Globalization;
using TogetherAI.Local.Files;
using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Batches;

/// <summary>Takes batches in and knows them all. Thread-safe.</summary>
internal sealed class BatchDesk(LocalBatchOptions options, FileStore files, BatchAnswerer answerer, TimeProvider time, CancellationToken stopping)
    : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<BatchRun> _runs = [];
    private readonly Queue<BatchFault> _faults = new();

    public LocalBatchOptions Options => options;

    public BatchAnswerer Answerer => answerer;

    public TimeProvider Time => time;

    public CancellationToken Stopping => stopping;

    public IReadOnlyList<BatchRun> Runs
    {
        get
        {
            lock (_gate)
                return [.. _runs];
        }
    }

    public void Add(BatchFault fault, int jobs)
    {
        lock (_gate)
        {
            for (int i = 0; i < jobs; i++)
                _faults.Enqueue(fault);
        }
    }

    public BatchRun Create(string fileId, string endpoint, string? modelId)
    {
        if (!answerer.Takes(endpoint))
            throw ApiException.Invalid("endpoint", $"This local server has nothing that answers {endpoint}: it takes {BatchAnswerer.Chat}, and {BatchAnswerer.Transcriptions} once LocalBatches.Transcribe has said what is heard.");
        StoredFile file = files.Get(fileId);
        if (file.Purpose != "batch-api")
            throw ApiException.Invalid("input_file_id", $"The file {fileId} is for {file.Purpose}, not for batch-api.");
        if (file.Path is null)
            throw ApiException.Invalid("input_file_id", $"The content of {fileId} has not arrived.");
        BatchRun run;
        lock (_gate)
        {
            string id = string.Create(CultureInfo.InvariantCulture, $"batch-{_runs.Count + 1:D8}");
            run = new BatchRun(this, id, new StoredInput(fileId, file.Path, file.Bytes), endpoint, modelId, _faults.TryDequeue(out BatchFault? fault) ? fault : null);
            _runs.Add(run);
        }

        HoldClock(run.Work);
        return run;
    }

    public BatchRun Get(string id) =>
        Runs.FirstOrDefault(run => run.Id == id) ?? throw new ApiException(404, "invalid_request_error", $"There is no batch {id} here.", "id", "not_found");

    /// <summary>Waits until nothing works for a batch any more; the server's stopping has told it to end.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (BatchRun run in Runs)
            await run.Work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Keeps lines as a file; null where there are none.</summary>
    public string? Keep(IReadOnlyList<byte[]> lines, string name)
    {
        if (lines.Count == 0)
            return null;
        StoredFile file = files.Create(name, "batch-api", "jsonl");
        using FileStream content = files.OpenContent();
        foreach (byte[] line in lines)
        {
            content.Write(line);
            content.WriteByte((byte)'\n');
        }

        files.SetContent(file.Id, content.Name, content.Length);
        return file.Id;
    }

    // A clock that advances itself would run through the day while the model is still at work.
    private void HoldClock(Task work)
    {
        if (time is not VirtualTimeProvider clock)
            return;
        clock.BeginServing();
        _ = work.ContinueWith(_ => clock.EndServing(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
