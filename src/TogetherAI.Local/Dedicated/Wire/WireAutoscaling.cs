namespace TogetherAI.Local.Dedicated;

internal sealed record WireAutoscaling
{
    public required int MinReplicas { get; init; }

    public required int MaxReplicas { get; init; }

    public required string ScaleUpWindow { get; init; }

    public required string ScaleDownWindow { get; init; }

    public string? ScaleToZeroWindow { get; init; }

    public required IReadOnlyList<ScalingTarget> ScalingMetrics { get; init; }

    public static WireAutoscaling Of(WorkloadScaling scaling) => new()
    {
        MinReplicas = scaling.Min,
        MaxReplicas = scaling.Max,
        ScaleUpWindow = WireDuration.Text(scaling.UpWindow),
        ScaleDownWindow = WireDuration.Text(scaling.DownWindow),
        ScaleToZeroWindow = scaling.ToZeroWindow is { } window ? WireDuration.Text(window) : null,
        ScalingMetrics = scaling.Metrics,
    };
}
