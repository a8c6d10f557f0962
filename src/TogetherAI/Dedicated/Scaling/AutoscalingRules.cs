using System.Globalization;

namespace TogetherAI;

/// <summary>Says what is wrong with an autoscaling before it is sent, each time with the field and the remedy.</summary>
internal static class AutoscalingRules
{
    private static readonly ScalingMetricName[] s_names =
    [
        ScalingMetricName.InflightRequests, ScalingMetricName.GpuUtilization, ScalingMetricName.TokenUtilization, ScalingMetricName.CacheHitRate,
        ScalingMetricName.ThroughputPerReplica, ScalingMetricName.Ttft, ScalingMetricName.DecodingSpeed, ScalingMetricName.E2eLatency,
    ];

    /// <summary>Numbers that are no distribution of times or speeds: nothing of them is the 95th of a hundred.</summary>
    private static readonly ScalingMetricName[] s_withoutPercentile =
    [
        ScalingMetricName.InflightRequests, ScalingMetricName.GpuUtilization, ScalingMetricName.TokenUtilization, ScalingMetricName.CacheHitRate,
        ScalingMetricName.ThroughputPerReplica,
    ];

    private static readonly MetricTargetType[] s_types = [MetricTargetType.Absolute, MetricTargetType.Utilization, MetricTargetType.AverageValue];

    private static readonly LatencyPercentile[] s_percentiles = [LatencyPercentile.P50, LatencyPercentile.P90, LatencyPercentile.P95, LatencyPercentile.P99];

    /// <exception cref="ArgumentException">There are faults; the message lists them all.</exception>
    public static void ThrowOnFaults(DeploymentAutoscaling autoscaling, string parameter)
    {
        ArgumentNullException.ThrowIfNull(autoscaling, parameter);
        IReadOnlyList<string> faults = Faults(autoscaling);
        if (faults.Count > 0)
            throw new ArgumentException(string.Join(' ', faults), parameter);
    }

    /// <returns>The faults; empty where there are none.</returns>
    public static IReadOnlyList<string> Faults(DeploymentAutoscaling autoscaling)
    {
        List<string> faults = [];
        CheckReplicas(autoscaling.MinReplicas, autoscaling.MaxReplicas, faults);
        CheckWindow(nameof(autoscaling.ScaleUpWindow), autoscaling.ScaleUpWindow, faults);
        CheckWindow(nameof(autoscaling.ScaleDownWindow), autoscaling.ScaleDownWindow, faults);
        CheckWindow(nameof(autoscaling.ScaleToZeroWindow), autoscaling.ScaleToZeroWindow, faults);
        IReadOnlyList<ScalingMetric> metrics = autoscaling.ScalingMetrics ?? [];
        for (int i = 0; i < metrics.Count; i++)
        {
            CheckMetric($"ScalingMetrics[{i.ToString(CultureInfo.InvariantCulture)}]", metrics[i], faults);
            if (metrics.Take(i).Any(other => other.Name == metrics[i].Name))
                faults.Add($"ScalingMetrics names {metrics[i].Name} twice; the service would follow one of the targets. Keep one.");
        }

        return faults;
    }

    private static void CheckReplicas(int? min, int? max, List<string> faults)
    {
        if (min < 0)
            faults.Add($"MinReplicas is {min}; it must be at least 1, or 0 together with a MaxReplicas of 0, which stops the deployment.");
        else if (max < 0)
            faults.Add($"MaxReplicas is {max}; it must be at least MinReplicas, or 0 together with a MinReplicas of 0, which stops the deployment.");
        else if (min == 0 && max != 0)
            faults.Add($"MinReplicas is 0 and MaxReplicas {(max is null ? "not set" : max)}; the service keeps no deployment that waits with no replica. Set MinReplicas to at least 1; to stop it, set both to 0.");
        else if (max == 0 && min != 0)
            faults.Add($"MaxReplicas is 0 and MinReplicas {(min is null ? "not set" : min)}; a deployment without replicas is a stopped one. To stop it, set both to 0, else MaxReplicas to at least MinReplicas.");
        else if (max < min)
            faults.Add($"MaxReplicas is {max} and MinReplicas {min}; the most must be at least the least.");
    }

    private static void CheckWindow(string field, TimeSpan? window, List<string> faults)
    {
        if (window < TimeSpan.Zero)
            faults.Add($"{field} is {window}; it must not be negative. Null leaves it to the service.");
        else if (window?.TotalSeconds >= 1e12)
            faults.Add($"{field} is {window}; the service takes less than 1,000,000,000,000 seconds.");
    }

    private static void CheckMetric(string field, ScalingMetric metric, List<string> faults)
    {
        if (!s_names.Contains(metric.Name))
            faults.Add($"{field}.Name '{metric.Name}' is none that this version knows: {string.Join(", ", s_names)}. Send a newer one with Deployments.UpdateAsync, which leaves the judgement to the service.");
        if (!s_types.Contains(metric.Type))
            faults.Add($"{field}.Type '{metric.Type}' is none of {string.Join(", ", s_types)}. Choose Absolute, Utilization (a percentage) or AverageValue (for each replica).");
        if (!double.IsFinite(metric.Target) || metric.Target <= 0)
            faults.Add(Invariant($"{field}.Target is {metric.Target}; it must be more than 0, in the unit of its Type."));
        else if (metric.Type == MetricTargetType.Utilization && metric.Target > 100)
            faults.Add(Invariant($"{field}.Target is {metric.Target}; a utilization is a percentage, at most 100."));
        if (metric.Percentile is not { } percentile)
            return;
        if (!s_percentiles.Contains(percentile))
            faults.Add($"{field}.Percentile '{percentile}' is none of {string.Join(", ", s_percentiles)}.");
        else if (s_withoutPercentile.Contains(metric.Name))
            faults.Add($"{field}.Percentile is set, and {metric.Name} is no time that differs from request to request. Leave it null.");
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
