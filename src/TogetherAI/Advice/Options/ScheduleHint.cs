namespace TogetherAI;

/// <summary>Hours in which replicas may stop. Immutable.</summary>
public sealed record ScheduleHint
{
    /// <summary>The hours, in UTC, such as <c>Sat,Sun 00:00-24:00</c>.</summary>
    public required string Hours { get; init; }

    /// <summary>How many hours of a month that is.</summary>
    public required double HoursPerMonth { get; init; }

    /// <summary>What stopping saves in a month, after paying serverless for what comes meanwhile.</summary>
    /// <value>In USD.</value>
    public required decimal UsdPerMonth { get; init; }

    /// <summary>Why they may stop.</summary>
    public required string Reason { get; init; }
}
