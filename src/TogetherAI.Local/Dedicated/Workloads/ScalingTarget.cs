namespace TogetherAI.Local.Dedicated;

/// <summary>A number that replicas are added or removed by, in the service's words.</summary>
internal sealed record ScalingTarget(string Name, string Type, double Target, string? Percentile)
{
    private const string Inflight = "inflight_requests";
    private const string Gpu = "gpu_utilization";
    private const string Utilization = "METRIC_TARGET_TYPE_UTILIZATION";

    public static ScalingTarget Default { get; } = new(Inflight, "METRIC_TARGET_TYPE_AVERAGE_VALUE", 8, null);

    public static IReadOnlyList<string> Names { get; } =
        [Inflight, Gpu, "token_utilization", "cache_hit_rate", "throughput_per_replica", "ttft", "decoding_speed", "e2e_latency"];

    public static IReadOnlyList<string> Types { get; } = ["METRIC_TARGET_TYPE_VALUE", Utilization, "METRIC_TARGET_TYPE_AVERAGE_VALUE"];

    public static IReadOnlyList<string> Percentiles { get; } = ["p50", "p90", "p95", "p99"];

    /// <summary>How many replicas the load wants; null for a number that this cloud does not measure.</summary>
    /// <param name="load">Requests in work and waiting.</param>
    /// <param name="slots">How many requests a replica serves at once.</param>
    public int? Wanted(int load, int slots)
    {
        // A GPU is as busy here as its slots are.
        double? each = Name == Inflight && Type != Utilization ? Target
            : Name is Inflight or Gpu ? slots * Target / 100
            : null;
        return each is { } perReplica ? (int)Math.Ceiling(Math.Min(load / perReplica, int.MaxValue / 2)) : null;
    }
}
