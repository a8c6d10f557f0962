namespace TogetherAI;

/// <summary>Work in the background, such as the fetching of uploaded models (<c>/v1/jobs</c>). Reached through <see cref="TogetherClient.Jobs"/>; thread-safe.</summary>
public sealed class JobsClient
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_maxInterval = TimeSpan.FromMinutes(1);

    private readonly TogetherConnection _connection;

    internal JobsClient(TogetherConnection connection) => _connection = connection;

    /// <summary>Lists all jobs, in one answer.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The jobs.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<JobList> ListAsync(CancellationToken cancellationToken = default) => _connection.SendAsync(JobOperations.List, cancellationToken);

    /// <summary>Looks at a job.</summary>
    /// <param name="jobId">The job's id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The job as it is now.</returns>
    /// <exception cref="ArgumentException"><paramref name="jobId"/> names nothing.</exception>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<Job> GetAsync(string jobId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(jobId);
        return _connection.SendAsync(JobOperations.Get.At(jobId), cancellationToken);
    }

    /// <summary>Waits until a job has ended, well or badly: its <see cref="Job.Status"/> says which.</summary>
    /// <param name="jobId">The job's id.</param>
    /// <param name="options">How to wait; null for looks 5 s apart at first and 1 min at last, without a deadline.</param>
    /// <param name="progress">Told every state that was seen; null for nobody.</param>
    /// <param name="cancellationToken">Ends the waiting, not the job.</param>
    /// <returns>The job as it ended.</returns>
    /// <exception cref="ArgumentException"><paramref name="jobId"/> names nothing, or an option is out of its bounds.</exception>
    /// <exception cref="TogetherTimeoutException">The deadline passed; the job goes on.</exception>
    /// <exception cref="TogetherException">A look failed for good; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<Job> WaitAsync(
        string jobId, WaitOptions? options = null, IProgress<Job>? progress = null, CancellationToken cancellationToken = default) =>
        Waiter.WaitAsync(
            token => GetAsync(jobId, token),
            static job => job.Status.IsTerminal,
            options,
            s_interval,
            s_maxInterval,
            progress,
            _connection.Options.TimeProvider,
            cancellationToken);
}
