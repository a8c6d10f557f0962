namespace TogetherAI;

/// <summary>Where replicas may run. Immutable.</summary>
public sealed record InlinePlacement : WireModel
{
    /// <summary>The regions. Several of them may each get some of the replicas.</summary>
    public IReadOnlyList<string>? Regions { get; init; }

    /// <summary>How strictly <see cref="Regions"/> is kept to.</summary>
    public PlacementConstraint? Constraint { get; init; }
}
