namespace TogetherAI;

/// <summary>One deployment over a stretch of time. Immutable.</summary>
public sealed record DeploymentAnalytics : WireModel
{
    /// <summary>The deployment.</summary>
    public string? DeploymentId { get; init; }

    /// <summary>Its endpoint.</summary>
    public string? EndpointId { get; init; }

    /// <summary>The time.</summary>
    public MetricsTimeRange? TimeRange { get; init; }

    /// <summary>The numbers over all of it.</summary>
    public DeploymentMetrics? Metrics { get; init; }

    /// <summary>The numbers piece by piece, where they were asked for.</summary>
    public IReadOnlyList<MetricsPoint>? TimeSeries { get; init; }
}
