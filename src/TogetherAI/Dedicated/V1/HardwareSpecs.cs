namespace TogetherAI;

/// <summary>What hardware consists of. Immutable.</summary>
public sealed record HardwareSpecs : WireModel
{
    /// <summary>The GPU, such as <c>h100-80gb</c>.</summary>
    public string GpuType { get => field ?? ""; init; }

    /// <summary>What connects the GPUs, such as <c>sxm</c>.</summary>
    public string GpuLink { get => field ?? ""; init; }

    /// <summary>The memory of a GPU, in GB.</summary>
    public double GpuMemory { get; init; }

    /// <summary>How many GPUs.</summary>
    public int GpuCount { get; init; }
}
