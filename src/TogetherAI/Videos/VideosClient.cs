namespace TogetherAI;

/// <summary>Videos from texts and images (<c>/v2/videos</c>). Reached through <see cref="TogetherClient.Videos"/>; thread-safe.</summary>
public sealed class VideosClient
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_maxInterval = TimeSpan.FromSeconds(30);

    private readonly TogetherConnection _connection;

    internal VideosClient(TogetherConnection connection) => _connection = connection;

    /// <summary>Begins to make a video. It takes minutes; <see cref="WaitAsync"/> waits for it.</summary>
    /// <param name="request">What it shows and how it is made.</param>
    /// <param name="cancellationToken">Ends the call, not the job.</param>
    /// <returns>The job.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<VideoJob> CreateAsync(VideoRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _connection.SendAsync(VideoOperations.Create, request, request.Model, query: "", cancellationToken);
    }

    /// <summary>Looks at a job.</summary>
    /// <param name="id">The job's id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The job as it is now.</returns>
    /// <exception cref="ArgumentException"><paramref name="id"/> names nothing.</exception>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<VideoJob> GetAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        return _connection.SendAsync(VideoOperations.Get.At(id), cancellationToken);
    }

    /// <summary>Waits until a job has ended, well or badly: its <see cref="VideoJob.Status"/> says which.</summary>
    /// <param name="id">The job's id.</param>
    /// <param name="options">How to wait; null for looks 5 s apart at first and 30 s at last, without a deadline.</param>
    /// <param name="progress">Told every state that was seen; null for nobody.</param>
    /// <param name="cancellationToken">Ends the waiting, not the job.</param>
    /// <returns>The job as it ended.</returns>
    /// <exception cref="ArgumentException"><paramref name="id"/> names nothing, or an option is out of its bounds.</exception>
    /// <exception cref="TogetherTimeoutException">The deadline passed; the job goes on.</exception>
    /// <exception cref="TogetherException">A look failed for good; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<VideoJob> WaitAsync(
        string id, WaitOptions? options = null, IProgress<VideoJob>? progress = null, CancellationToken cancellationToken = default) =>
        Waiter.WaitAsync(
            token => GetAsync(id, token),
            static job => job.Status.IsTerminal,
            options,
            s_interval,
            s_maxInterval,
            progress,
            _connection.Options.TimeProvider,
            cancellationToken);

    /// <summary>Fetches a finished video into a file. The API key is not sent to another host.</summary>
    /// <param name="job">The job; its <see cref="VideoJob.Outputs"/> name the address.</param>
    /// <param name="path">The file. It appears once it is complete; one that is there is replaced.</param>
    /// <param name="progress">Told how far the transfer has come; null for nobody.</param>
    /// <param name="cancellationToken">Ends the transfer.</param>
    /// <returns>The file's length in bytes.</returns>
    /// <exception cref="ArgumentException">The job has no video, or <paramref name="path"/> is empty.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<long> SaveAsync(
        VideoJob job, string path, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (job.Outputs is not { VideoUrl.Length: > 0 } outputs)
            throw new ArgumentException($"The job '{job.Id}' has no video: its status is '{job.Status}'.", nameof(job));
        FileSaver.RequireFolder(path);
        BinaryResponse video = await MediaDownload.OpenAsync(_connection, "retrieveVideo", outputs.VideoUrl, cancellationToken).ConfigureAwait(false);
        return await FileSaver.SaveAsync(video, path, progress, cancellationToken).ConfigureAwait(false);
    }
}
