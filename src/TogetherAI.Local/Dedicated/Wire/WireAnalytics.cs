namespace TogetherAI.Local.Dedicated;

internal sealed record WireAnalytics
{
    public string? EndpointId { get; init; }

    public required WireTimeRange TimeRange { get; init; }

    public required WireMetrics Metrics { get; init; }

    public IReadOnlyList<WirePoint>? TimeSeries { get; init; }

    /// <summary>Set on that of an endpoint.</summary>
    public IReadOnlyList<WireAnalytics>? DeploymentAnalytics { get; init; }

    /// <summary>Set on that of a deployment.</summary>
    public string? DeploymentId { get; init; }
}

internal sealed record WireTimeRange(DateTime StartTime, DateTime EndTime);

internal sealed record WirePoint(DateTime Timestamp, IReadOnlyDictionary<string, double> Values);

internal sealed record WireMetrics
{
    public string? EndpointId { get; init; }

    public string? DeploymentId { get; init; }

    public required WireTimeRange TimeRange { get; init; }

    public required WireRequestMetrics RequestMetrics { get; init; }

    public WireLatencyMetrics? LatencyMetrics { get; init; }

    public required WireThroughputMetrics ThroughputMetrics { get; init; }

    public required WireErrorMetrics ErrorMetrics { get; init; }

    public WireUtilization? ResourceUtilization { get; init; }

    public required WireTokenMetrics TokenMetrics { get; init; }
}

/// <summary>Counts are strings, as protobuf writes 64 bits.</summary>
internal sealed record WireRequestMetrics(
    string TotalRequests,
    string SuccessfulRequests,
    string FailedRequests,
    double RequestsPerSecond,
    IReadOnlyDictionary<string, string> RequestsByStatusCode);

internal sealed record WireLatencyMetrics
{
    public double? TtftP50Ms { get; init; }

    public double? TtftP90Ms { get; init; }

    public double? TtftP99Ms { get; init; }

    public double? LatencyP50Ms { get; init; }

    public double? LatencyP90Ms { get; init; }

    public double? LatencyP99Ms { get; init; }

    public double? ItlP50Ms { get; init; }

    public double? ItlP90Ms { get; init; }

    public double? ItlP99Ms { get; init; }
}

internal sealed record WireThroughputMetrics(double TokensPerSecond, double RequestsPerSecond);

internal sealed record WireErrorMetrics(double ErrorRate, IReadOnlyDictionary<string, string> ErrorsByType);

internal sealed record WireUtilization(double GpuUtilization);

internal sealed record WireTokenMetrics(string TotalInputTokens, string TotalOutputTokens, double AvgInputTokens, double AvgOutputTokens);
