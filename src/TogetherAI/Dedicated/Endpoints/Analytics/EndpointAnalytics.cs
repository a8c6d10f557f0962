namespace TogetherAI;

/// <summary>An endpoint over a stretch of time: requests, tokens, latency, throughput, failures, use of the hardware. Immutable.</summary>
public sealed record EndpointAnalytics : TogetherResponse
{
    /// <summary>The endpoint.</summary>
    public string? EndpointId { get; init; }

    /// <summary>The time.</summary>
    public MetricsTimeRange? TimeRange { get; init; }

    /// <summary>The numbers over all of it.</summary>
    public EndpointMetrics? Metrics { get; init; }

    /// <summary>The numbers piece by piece, where they were asked for.</summary>
    public IReadOnlyList<MetricsPoint>? TimeSeries { get; init; }

    /// <summary>The same for each deployment.</summary>
    public IReadOnlyList<DeploymentAnalytics>? DeploymentAnalytics { get; init; }
}
