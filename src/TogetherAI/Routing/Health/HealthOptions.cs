namespace TogetherAI;

/// <summary>When a lane counts as ill, and how it comes back. Immutable.</summary>
internal sealed record HealthOptions
{
    /// <summary>Failures in a row that eject a healthy lane.</summary>
    public int FailuresToEject { get; init; } = 5;

    /// <summary>
    /// Failures that eject a recovering lane again, when they are more than a third of what it has answered since. Not in a row: a lane of which
    /// every tenth request fails would never come back.
    /// </summary>
    public int FailuresWhileRecovering { get; init; } = 3;

    /// <summary>A first token is slow when it takes this many times what it usually takes.</summary>
    public double SlowRatio { get; init; } = 3;

    /// <summary>How long most first tokens must be slow.</summary>
    public TimeSpan SlowFor { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How many first tokens that verdict needs at least.</summary>
    public int SlowSamples { get; init; } = 10;

    /// <summary>The first ejection; each that follows closely is twice as long.</summary>
    public TimeSpan FirstEjection { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long an ejection grows where the service asks for nothing: a probe every few seconds costs little, paid GPUs that stand idle much.</summary>
    public TimeSpan LongestOwnEjection { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// The longest ejection, also where the service asks for more; and how long health must last for ejections to start short again.
    /// </summary>
    public TimeSpan LongestEjection { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>An ejection is longer or shorter by up to this share, so that many clients do not come back at once.</summary>
    public double Jitter { get; init; } = 0.2;

    /// <summary>The share of requests that probe while the first probe has no answer.</summary>
    public double ProbeShare { get; init; } = 0.03;

    /// <summary>The share of requests a lane takes when it begins to recover.</summary>
    public double FirstShare { get; init; } = 0.1;

    /// <summary>
    /// The shortest recovery; it takes three times a slow first token where that is longer. With the longest ejection and the probe before it, and
    /// the 5 s in which it is judged, paid GPUs are back in use within 15 s.
    /// </summary>
    public TimeSpan ShortestRecovery { get; init; } = TimeSpan.FromSeconds(4);
}
