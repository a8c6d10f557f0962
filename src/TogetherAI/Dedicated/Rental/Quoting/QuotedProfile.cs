namespace TogetherAI;

/// <summary>One way to run a model, what a replica of it costs, and where there is room. Immutable.</summary>
public sealed record QuotedProfile
{
    /// <summary>The model, config and hardware that a deployment is made from. Quantization may differ between profiles, and answers with it.</summary>
    public required DeploymentProfile Profile { get; init; }

    /// <summary>The hardware of one replica; null where the service lists none that the profile names.</summary>
    public InstanceType? InstanceType { get; init; }

    /// <summary>What one running replica costs an hour, in USD; null where the service gives no price. Never null for a chosen profile.</summary>
    public decimal? UsdPerReplicaHour { get; init; }

    /// <summary>Where it is offered, as far as the rental allows, and how much room each region has. Never null.</summary>
    public IReadOnlyList<InstanceRegion> Regions { get; init; } = [];

    /// <summary>How many more replicas fit into those regions together; null where the service cannot tell. An estimate of the service's.</summary>
    public int? Headroom { get; init; }

    /// <summary>Whether <see cref="Headroom"/> is all there is; false: there are as many or more.</summary>
    public bool IsHeadroomExact { get; init; }

    /// <summary>Why it was chosen, or why not.</summary>
    public required string Reason { get; init; }

    /// <summary>The hardware in a word, such as <c>1xnvidia-h100-80gb</c>.</summary>
    internal string HardwareName => InstanceType is { Id.Length: > 0 } type ? type.Id : $"{Profile.GpuCount}x {Profile.GpuType}";

    /// <summary>Whether this many replicas may fit: only where the service says that fewer do is it sure that they do not.</summary>
    internal bool MayFit(int replicas) => Headroom is null || Headroom >= replicas || !IsHeadroomExact;
}
