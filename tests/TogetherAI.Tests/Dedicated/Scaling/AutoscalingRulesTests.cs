namespace TogetherAI.Tests.Dedicated.Scaling;

/// <summary>What is wrong with an autoscaling is said before it is sent.</summary>
public class AutoscalingRulesTests
{
    public static TheoryData<DeploymentAutoscaling> Good { get; } =
    [
        new DeploymentAutoscaling { MinReplicas = 1, MaxReplicas = 1 },
        new DeploymentAutoscaling { MinReplicas = 2, MaxReplicas = 5, ScaleUpWindow = TimeSpan.Zero, ScaleDownWindow = TimeSpan.FromMinutes(5) },
        new DeploymentAutoscaling { MinReplicas = 0, MaxReplicas = 0 }, // stops it
        new DeploymentAutoscaling { MinReplicas = 3 }, // the most follow, or stay as they are
        new DeploymentAutoscaling { MaxReplicas = 3 },
        new DeploymentAutoscaling { ScaleDownWindow = TimeSpan.FromMinutes(1) },
        new DeploymentAutoscaling()
        {
            ScalingMetrics =
            [
                new() { Name = ScalingMetricName.InflightRequests, Type = MetricTargetType.AverageValue, Target = 8 },
                new() { Name = ScalingMetricName.GpuUtilization, Type = MetricTargetType.Utilization, Target = 100 },
                new() { Name = ScalingMetricName.Ttft, Type = MetricTargetType.Absolute, Target = 700, Percentile = LatencyPercentile.P99 },
                new() { Name = ScalingMetricName.DecodingSpeed, Type = MetricTargetType.Absolute, Target = 40, Percentile = LatencyPercentile.P50 },
            ],
        },
    ];

    public static TheoryData<DeploymentAutoscaling, string> Bad { get; } = new()
    {
        { new DeploymentAutoscaling { MinReplicas = 0, MaxReplicas = 3 }, "MinReplicas is 0 and MaxReplicas 3; the service keeps no deployment that waits with no replica. Set MinReplicas to at least 1; to stop it, set both to 0." },
        { new DeploymentAutoscaling { MinReplicas = 0 }, "MinReplicas is 0 and MaxReplicas not set;" },
        { new DeploymentAutoscaling { MinReplicas = 2, MaxReplicas = 0 }, "MaxReplicas is 0 and MinReplicas 2;" },
        { new DeploymentAutoscaling { MaxReplicas = 0 }, "MaxReplicas is 0 and MinReplicas not set;" },
        { new DeploymentAutoscaling { MinReplicas = 3, MaxReplicas = 2 }, "MaxReplicas is 2 and MinReplicas 3; the most must be at least the least." },
        { new DeploymentAutoscaling { MinReplicas = -1, MaxReplicas = 2 }, "MinReplicas is -1;" },
        { new DeploymentAutoscaling { MinReplicas = 1, MaxReplicas = -2 }, "MaxReplicas is -2;" },
        { new DeploymentAutoscaling { ScaleUpWindow = TimeSpan.FromSeconds(-1) }, "ScaleUpWindow is -00:00:01; it must not be negative." },
        { new DeploymentAutoscaling { ScaleDownWindow = TimeSpan.FromTicks(-1) }, "ScaleDownWindow is" },
        { new DeploymentAutoscaling { ScaleToZeroWindow = TimeSpan.MinValue }, "ScaleToZeroWindow is" },
        { Metric(new ScalingMetric { Name = new("queue_length"), Type = MetricTargetType.Absolute, Target = 1 }), "ScalingMetrics[0].Name 'queue_length' is none that this version knows: inflight_requests," },
        { Metric(new ScalingMetric { Type = MetricTargetType.Absolute, Target = 1 }), "ScalingMetrics[0].Name '' is none" },
        { Metric(new ScalingMetric { Name = ScalingMetricName.Ttft, Target = 1 }), "ScalingMetrics[0].Type '' is none of METRIC_TARGET_TYPE_VALUE," },
        { Metric(new ScalingMetric { Name = ScalingMetricName.Ttft, Type = MetricTargetType.Absolute }), "ScalingMetrics[0].Target is 0; it must be more than 0" },
        { Metric(new ScalingMetric { Name = ScalingMetricName.Ttft, Type = MetricTargetType.Absolute, Target = double.NaN }), "ScalingMetrics[0].Target is NaN;" },
        { Metric(new ScalingMetric { Name = ScalingMetricName.GpuUtilization, Type = MetricTargetType.Utilization, Target = 100.5 }), "ScalingMetrics[0].Target is 100.5; a utilization is a percentage" },
        { Metric(new ScalingMetric { Name = ScalingMetricName.Ttft, Type = MetricTargetType.Absolute, Target = 1, Percentile = new("p75") }), "ScalingMetrics[0].Percentile 'p75' is none of p50, p90, p95, p99." },
        { Metric(new ScalingMetric { Name = ScalingMetricName.InflightRequests, Type = MetricTargetType.AverageValue, Target = 1, Percentile = LatencyPercentile.P95 }), "ScalingMetrics[0].Percentile is set, and inflight_requests is no time" },
        {
            Metric(
                new() { Name = ScalingMetricName.Ttft, Type = MetricTargetType.Absolute, Target = 1 },
                new() { Name = ScalingMetricName.Ttft, Type = MetricTargetType.Absolute, Target = 2 }),
            "ScalingMetrics names ttft twice;"
        },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public void What_the_service_takes_passes(DeploymentAutoscaling autoscaling) => Assert.Empty(AutoscalingRules.Faults(autoscaling));

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task What_it_would_refuse_is_refused_with_field_and_remedy_and_never_sent(DeploymentAutoscaling autoscaling, string told)
    {
        Assert.StartsWith(told, Assert.Single(AutoscalingRules.Faults(autoscaling)), StringComparison.Ordinal);
        FakeHandler handler = new();
        using TogetherClient client = Calls.Client(handler, configure: static options => options.ProjectId = "proj_1");
        ArgumentException refused = await Assert.ThrowsAsync<ArgumentException>(() => client.Dedicated.ScaleAsync("ep_1", "dep_1", autoscaling));
        Assert.StartsWith(told, refused.Message, StringComparison.Ordinal);
        Assert.Empty(handler.Requests);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        DeploymentAutoscaling many = Metric(new ScalingMetric()) with { MinReplicas = 0, MaxReplicas = 1, ScaleUpWindow = TimeSpan.FromSeconds(-1) };
        Assert.Equal(5, AutoscalingRules.Faults(many).Count);
    }

    [Fact]
    public async Task A_range_is_sent_as_its_two_bounds_and_nothing_else()
    {
        FakeHandler handler = new FakeHandler().ThenJson("""{"id":"dep_1","autoscaling":{"minReplicas":2,"maxReplicas":5}}""");
        using TogetherClient client = Calls.Client(handler, configure: static options => options.ProjectId = "proj_1");
        DedicatedDeployment scaled = await client.Dedicated.ScaleAsync("ep_1", "dep_1", ReplicaRange.Between(2, 5));
        SentRequest sent = Assert.Single(handler.Requests);
        Assert.Equal("PATCH", sent.Method);
        Assert.Equal("/v2/projects/proj_1/endpoints/ep_1/deployments/dep_1", sent.Uri.PathAndQuery);
        Assert.Equal("""{"autoscaling":{"minReplicas":2,"maxReplicas":5}}""", sent.Body);
        Assert.Equal(5, scaled.Autoscaling.MaxReplicas);
    }

    private static DeploymentAutoscaling Metric(params ScalingMetric[] metrics) => new() { ScalingMetrics = metrics };
}
