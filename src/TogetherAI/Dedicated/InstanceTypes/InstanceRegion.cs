namespace TogetherAI;

/// <summary>A region where hardware is offered. Immutable.</summary>
public sealed record InstanceRegion : WireModel
{
    /// <summary>The region's name.</summary>
    public string Name { get => field ?? ""; init; }

    /// <summary>How many more replicas fit; null where the service cannot tell.</summary>
    public RegionHeadroom? Headroom { get; init; }
}
