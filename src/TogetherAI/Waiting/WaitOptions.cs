namespace TogetherAI;

/// <summary>How a <c>WaitAsync</c> waits. Immutable: <c>with</c> makes a changed copy.</summary>
public sealed record WaitOptions
{
    /// <summary>The longest it waits in all. When it runs out, a <see cref="TogetherTimeoutException"/> is thrown; the work itself goes on.</summary>
    /// <value>Positive, or <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>, the default.</value>
    public TimeSpan Deadline { get; init; } = System.Threading.Timeout.InfiniteTimeSpan;

    /// <summary>The pause after the first look; it grows by half with every further one, up to <see cref="MaxInterval"/>.</summary>
    /// <value>Positive. Null, the default, stands for what suits the operation.</value>
    public TimeSpan? Interval { get; init; }

    /// <summary>The longest pause.</summary>
    /// <value>At least <see cref="Interval"/>. Null, the default, stands for what suits the operation.</value>
    public TimeSpan? MaxInterval { get; init; }
}
