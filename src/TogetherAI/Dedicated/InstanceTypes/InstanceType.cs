namespace TogetherAI;

/// <summary>Hardware that one replica can run on, and what it costs. Immutable.</summary>
public sealed record InstanceType : TogetherResponse
{
    /// <summary>Its id, such as <c>1xnvidia-h100-80gb</c>.</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>Its name for people.</summary>
    public string Name { get => field ?? ""; init; }

    /// <summary>What it is, in words.</summary>
    public string Description { get => field ?? ""; init; }

    /// <summary>The GPU, such as <c>H100</c>.</summary>
    public string GpuType { get => field ?? ""; init; }

    /// <summary>How many GPUs.</summary>
    public int GpuCount { get; init; }

    /// <summary>The memory of each of them, in GiB.</summary>
    public int GpuMemoryGib { get; init; }

    /// <summary>What one running replica costs, in US cents an hour. It is billed by the minute.</summary>
    public int PriceCentsPerHour { get; init; }

    /// <summary>Where it is offered. Never null.</summary>
    public IReadOnlyList<InstanceRegion> Regions { get => field ?? []; init; }
}
