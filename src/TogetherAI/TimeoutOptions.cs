namespace TogetherAI;

/// <summary>
/// How long each stage of a call may take. The stage that ran out is named by <see cref="TogetherTimeoutException.Kind"/>.
/// <see cref="Timeout.InfiniteTimeSpan"/> turns a limit off; every other value must be positive.
/// </summary>
public sealed class TimeoutOptions
{
    /// <summary>To open a connection. Measured by the system's clock; applies to the client's own connections only.</summary>
    /// <value>Default: 10 s.</value>
    public TimeSpan Connect { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>One attempt: to the end of the answer, or for a stream to its headers. A timed-out attempt may be repeated.</summary>
    /// <value>Default: 5 min; long answers that are not streamed take minutes.</value>
    public TimeSpan Attempt { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Streams only: from sending the request to the first generated token. Not repeated: the caller decides what patience is worth.</summary>
    /// <value>Default: 2 min.</value>
    public TimeSpan FirstToken { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Streams only: the longest silence after the first token. Comments that keep the connection alive count as a sign of life.</summary>
    /// <value>Default: 60 s.</value>
    public TimeSpan Idle { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The whole call, with all attempts and waits, and for a stream to its last token.</summary>
    /// <value>Default: infinite.</value>
    public TimeSpan Total { get; set; } = Timeout.InfiniteTimeSpan;

    internal TimeoutOptions Copy() => (TimeoutOptions)MemberwiseClone();
}
