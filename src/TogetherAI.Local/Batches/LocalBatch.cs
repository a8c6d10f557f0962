using TogetherAI.Local.Batches;

namespace TogetherAI.Local;

/// <summary>A batch on a local server. Thread-safe.</summary>
public sealed class LocalBatch
{
    private readonly BatchRun _run;

    internal LocalBatch(BatchRun run) => _run = run;

    /// <summary>Its id.</summary>
    public string Id => _run.Id;

    /// <summary>The file that its requests came in.</summary>
    public string InputFileId => _run.InputFileId;

    /// <summary>Where it stands by the server's clock: <c>VALIDATING</c>, <c>IN_PROGRESS</c>, <c>COMPLETED</c> and so on.</summary>
    public string Status => _run.Look().Status;

    /// <summary>The <c>custom_id</c> of every request that it took in, in the order of the file; empty where the file was refused.</summary>
    public IReadOnlyList<string> CustomIds => _run.CustomIds;

    /// <summary>
    /// Waits until the model has answered all of its requests. The batch's status follows the clock from then on; before, it waits for the
    /// model.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting, not the work.</param>
    /// <returns>A task that completes when nothing works for this batch any more.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    public Task WaitForWorkAsync(CancellationToken cancellationToken = default) =>
        _run.Work.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default)
            .WaitAsync(cancellationToken);
}
