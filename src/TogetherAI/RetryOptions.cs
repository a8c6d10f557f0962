namespace TogetherAI;

/// <summary>
/// What is tried again. A call is repeated after a failure to connect, a connection that broke before the answer, an attempt that
/// timed out, and the statuses 408, 429, 500, 502, 503, 504, 520-524 and 529; the service's <c>x-should-retry</c> header overrules the
/// list. Operations that create something billable are repeated only when the service cannot have acted on them. A stream is never
/// repeated once its first byte has arrived.
/// </summary>
public sealed class RetryOptions
{
    /// <summary>How many times a failed call is repeated.</summary>
    /// <value>0 to 20; 0 turns retries off. Default: 2.</value>
    public int MaxRetries { get; set; } = 2;

    /// <summary>
    /// The wait before the first retry when the service names none; it doubles with every further one, up to <see cref="MaxDelay"/>,
    /// less a random share of up to a quarter, so that clients that failed together do not come back together.
    /// </summary>
    /// <value>Not negative. Default: 500 ms.</value>
    public TimeSpan BaseDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait of the client's own making.</summary>
    /// <value>At least <see cref="BaseDelay"/>. Default: 8 s.</value>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>
    /// The longest wait the service may ask for (<c>retry-after-ms</c>, <c>Retry-After</c>, <c>x-ratelimit-reset</c>; the longest of them
    /// counts). When it asks for more, the call fails at once and the exception says how long the service wants.
    /// </summary>
    /// <value>Not negative. Default: 60 s.</value>
    public TimeSpan MaxServerDelay { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Seeds the random share of the waits, so that a test sees the same ones in every run.</summary>
    /// <value>Default: null, a seed of its own for every client.</value>
    public int? Seed { get; set; }

    internal RetryOptions Copy() => (RetryOptions)MemberwiseClone();
}
