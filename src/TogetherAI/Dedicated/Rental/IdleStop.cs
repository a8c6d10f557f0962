namespace TogetherAI;

/// <summary>
/// When a lease that nobody uses stops itself. There is no default for it: the service itself stops nothing, so whoever rents says how it
/// ends. Immutable.
/// </summary>
public sealed record IdleStop
{
    private IdleStop(TimeSpan? window) => Window = window;

    /// <summary>Not by itself: somebody stops it, or it is billed for good.</summary>
    public static IdleStop Never { get; } = new((TimeSpan?)null);

    /// <summary>How long nobody may have used it; null for <see cref="Never"/>.</summary>
    public TimeSpan? Window { get; }

    /// <summary>When nobody has used it for a while.</summary>
    /// <param name="window">
    /// How long; 365 days at most, and at least one minute, in which the service bills anyway. Other programs' traffic is known only from the service's metrics,
    /// some minutes late: a window shorter than that lag is judged when they have come.
    /// </param>
    /// <returns>The rule.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="window"/> is shorter than a minute or longer than 365 days.</exception>
    public static IdleStop After(TimeSpan window) => window >= TimeSpan.FromMinutes(1) && window <= TimeSpan.FromDays(365)
        ? new IdleStop(window)
        : throw new ArgumentOutOfRangeException(nameof(window), window, "The window must be from one minute to 365 days; IdleStop.Never is for a lease that somebody else stops.");

    /// <summary>The rule in words.</summary>
    /// <returns><c>after 00:30:00 without traffic</c>, or <c>never by itself</c>.</returns>
    public override string ToString() => Window is { } window ? $"after {window:c} without traffic" : "never by itself";
}
