namespace TogetherAI;

/// <summary>Which numbers of an endpoint to read. Immutable: <c>with</c> makes a changed copy.</summary>
public sealed record EndpointAnalyticsOptions
{
    /// <summary>Those of one deployment; null for the whole endpoint.</summary>
    public string? DeploymentId { get; init; }

    /// <summary>Where the time starts; included.</summary>
    /// <value>Null by default: 24 hours ago.</value>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>Where the time ends; not included.</summary>
    /// <value>Null by default: now.</value>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>Whether the numbers come piece by piece as well.</summary>
    /// <value>Null by default: they do not.</value>
    public bool? IncludeTimeSeries { get; init; }

    /// <summary>How long a piece is, such as <c>1m</c>, <c>1h</c> or <c>1d</c>.</summary>
    /// <value>Null by default: the service takes <c>1d</c>.</value>
    public string? Granularity { get; init; }

    internal string ToQuery() => new QueryString()
        .Add("deploymentId", DeploymentId)
        .Add("startTime", StartTime)
        .Add("endTime", EndTime)
        .Add("includeTimeSeries", IncludeTimeSeries)
        .Add("granularity", Granularity)
        .ToString();
}
