namespace TogetherAI;

/// <summary>A number that replicas are added or removed by, and what it should be. Immutable.</summary>
public sealed record ScalingMetric : WireModel
{
    /// <summary>The number.</summary>
    public ScalingMetricName Name { get; init; }

    /// <summary>How <see cref="Target"/> is meant.</summary>
    public MetricTargetType Type { get; init; }

    /// <summary>What it should be, in the unit that <see cref="Type"/> and <see cref="Name"/> give it.</summary>
    public double Target { get; init; }

    /// <summary>For a number that is a time: which of the measured times counts.</summary>
    /// <value>Null by default: the service takes <see cref="LatencyPercentile.P95"/>.</value>
    public LatencyPercentile? Percentile { get; init; }
}
