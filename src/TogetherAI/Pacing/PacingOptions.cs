namespace TogetherAI;

/// <summary>
/// Keeps a client below the rate that the service tells in its headers, instead of running into 429s: requests for a model that have to wait,
/// wait in line, on the client's clock.
/// </summary>
public sealed class PacingOptions
{
    /// <summary>Whether requests are paced.</summary>
    /// <value>Default: false.</value>
    public bool Enabled { get; set; }

    /// <summary>
    /// The longest a request waits for its turn. One that would wait longer fails at once with a <see cref="TogetherRateLimitException"/> whose
    /// <see cref="TogetherException.RetryAfter"/> says how long the line is.
    /// </summary>
    /// <value>Not negative, at most 49 days. Default: 60 s.</value>
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromSeconds(60);

    internal PacingOptions Copy() => (PacingOptions)MemberwiseClone();
}
