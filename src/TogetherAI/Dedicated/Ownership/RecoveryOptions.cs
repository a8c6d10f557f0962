namespace TogetherAI;

/// <summary>How leases are recovered. Immutable: <c>with</c> makes a changed copy.</summary>
public sealed record RecoveryOptions
{
    /// <summary>How long a lease's end may take. What is left then stays in the journal, for the next recovery.</summary>
    /// <value>Positive. Default: 15 minutes.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The pause between two looks.</summary>
    /// <value>Positive. Default: 5 seconds.</value>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long after its last sign of life something that a lease had asked for may still come to light. Until then, what is not found is looked
    /// for again: a process can die between its request and the answer, and the service does not know.
    /// </summary>
    /// <value>Not negative. Default: 30 seconds.</value>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(30);

    internal void Check()
    {
        if (Timeout <= TimeSpan.Zero)
            throw new ArgumentException("Timeout must be positive: a stop has to be seen before it can be believed.", "options");
        if (Interval <= TimeSpan.Zero)
            throw new ArgumentException("Interval must be positive.", "options");
        if (Settle < TimeSpan.Zero)
            throw new ArgumentException("Settle must not be negative.", "options");
    }
}
