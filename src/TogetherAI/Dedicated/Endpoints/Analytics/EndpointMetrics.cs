namespace TogetherAI;

/// <summary>The numbers of an endpoint, all its deployments together. Immutable.</summary>
public sealed record EndpointMetrics : WireModel
{
    /// <summary>The endpoint.</summary>
    public string? EndpointId { get; init; }

    /// <summary>The time they are about.</summary>
    public MetricsTimeRange? TimeRange { get; init; }

    /// <summary>How many requests there were.</summary>
    public RequestMetrics? RequestMetrics { get; init; }

    /// <summary>How long they took.</summary>
    public LatencyMetrics? LatencyMetrics { get; init; }

    /// <summary>How much was done in a time.</summary>
    public ThroughputMetrics? ThroughputMetrics { get; init; }

    /// <summary>How often they failed.</summary>
    public ErrorMetrics? ErrorMetrics { get; init; }

    /// <summary>How busy the replicas were.</summary>
    public ResourceUtilization? ResourceUtilization { get; init; }

    /// <summary>How many tokens there were.</summary>
    public TokenMetrics? TokenMetrics { get; init; }

    /// <summary>The same for each deployment, where there are several.</summary>
    public IReadOnlyList<DeploymentMetrics>? DeploymentMetrics { get; init; }
}
