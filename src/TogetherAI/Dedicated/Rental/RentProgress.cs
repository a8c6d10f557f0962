namespace TogetherAI;

/// <summary>Something that happened to a rental, or later to its lease. Immutable.</summary>
public sealed record RentProgress
{
    /// <summary>Where it is.</summary>
    public required RentStage Stage { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Since the rental began.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>What happened, for people.</summary>
    public required string Message { get; init; }

    /// <summary>The endpoint (<c>ep_…</c>); null before it is made.</summary>
    public string? EndpointId { get; init; }

    /// <summary>The deployment as it was read; null where this is about something else.</summary>
    public DedicatedDeployment? Deployment { get; init; }

    /// <summary>What is spent so far in USD, reckoned from the service's price; 0 before replicas run.</summary>
    public decimal SpentUsd { get; init; }

    /// <summary>The report in a line.</summary>
    /// <returns>Such as <c>00:04:10 Starting: …</c>.</returns>
    public override string ToString() => $"{Elapsed:hh\\:mm\\:ss} {Stage}: {Message}";
}
