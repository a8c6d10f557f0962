namespace TogetherAI.Local;

/// <summary>How long batches take on a local server, and what it takes. Read once, when the server starts; not thread-safe.</summary>
public sealed class LocalBatchOptions
{
    /// <summary>How long, by the server's clock, a batch is <c>VALIDATING</c>. Default: 5 seconds.</summary>
    /// <value>Zero or more.</value>
    public TimeSpan ValidationTime
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            field = value;
        }
    } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long, by the server's clock, each request of a batch adds to its time <c>IN_PROGRESS</c>. Default: 10 milliseconds. The model's own
    /// work is done meanwhile, and takes as long as it takes.
    /// </summary>
    /// <value>Zero or more. A batch that is not done after 24 hours expires.</value>
    public TimeSpan TimePerRequest
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            field = value;
        }
    } = TimeSpan.FromMilliseconds(10);

    /// <summary>The most requests that a batch may have; one with more fails its validation. Default: 50,000.</summary>
    /// <value>1 or more.</value>
    public int MaxRequests
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 50_000;

    /// <summary>
    /// Whether requests that failed stand among the answers, with their status, instead of in the file of errors: the service does both.
    /// Default: <see langword="false"/>.
    /// </summary>
    public bool FailedRequestsInOutput { get; set; }
}
