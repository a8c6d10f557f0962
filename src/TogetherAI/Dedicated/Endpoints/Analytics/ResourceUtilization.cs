namespace TogetherAI;

/// <summary>How busy the replicas were, on average. Immutable.</summary>
public sealed record ResourceUtilization : WireModel
{
    /// <summary>The processors, in percent.</summary>
    public double? CpuUtilization { get; init; }

    /// <summary>The GPUs, in percent.</summary>
    public double? GpuUtilization { get; init; }

    /// <summary>The memory, in percent.</summary>
    public double? MemoryUtilization { get; init; }

    /// <summary>The GPUs' memory, in percent.</summary>
    public double? GpuMemoryUtilization { get; init; }

    /// <summary>The network, in megabits a second.</summary>
    public double? NetworkBandwidthMbps { get; init; }
}
