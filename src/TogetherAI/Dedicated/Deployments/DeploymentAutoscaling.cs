namespace TogetherAI;

/// <summary>
/// How many replicas a deployment has, and what makes it more or fewer. Replicas are billed by the minute whether they work or not.
/// Immutable.
/// </summary>
public sealed record DeploymentAutoscaling : WireModel
{
    /// <summary>The least number of replicas that run.</summary>
    /// <value>
    /// At least 1, or 0 together with a <see cref="MaxReplicas"/> of 0, which stops the deployment. Null in an update leaves it as it is.
    /// </value>
    public int? MinReplicas { get; init; }

    /// <summary>The most replicas that run, and with them the most it can cost.</summary>
    /// <value>At least <see cref="MinReplicas"/>. Null: the same as it; in an update, left as it is.</value>
    public int? MaxReplicas { get; init; }

    /// <summary>How long more load must last before replicas are added.</summary>
    public TimeSpan? ScaleUpWindow { get; init; }

    /// <summary>How long less load must last before replicas are removed.</summary>
    /// <value>Null by default: the service takes 5 minutes.</value>
    public TimeSpan? ScaleDownWindow { get; init; }

    /// <summary>
    /// How long it must be idle before it stops. Do not rely on it: the service documents the field, and documents that nothing stops by
    /// itself.
    /// </summary>
    public TimeSpan? ScaleToZeroWindow { get; init; }

    /// <summary>What replicas are added and removed by.</summary>
    /// <value>Null by default: requests in work on each replica, with a target of 8.</value>
    public IReadOnlyList<ScalingMetric>? ScalingMetrics { get; init; }
}
