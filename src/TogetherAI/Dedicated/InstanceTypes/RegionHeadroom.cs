namespace TogetherAI;

/// <summary>How many more replicas fit into a region at the moment; an estimate. Immutable.</summary>
public sealed record RegionHeadroom : WireModel
{
    /// <summary>How many.</summary>
    public int? Value { get; init; }

    /// <summary>How exact that is.</summary>
    public HeadroomRelation Relation { get; init; }
}
