namespace TogetherAI;

/// <summary>Where the replicas of a deployment run: one of two ways to say it. Immutable.</summary>
public sealed record DeploymentPlacement : WireModel
{
    /// <summary>The regions, said here; null where a profile says it.</summary>
    public InlinePlacement? Inline { get; init; }

    /// <summary>The id of a saved profile; null where <see cref="Inline"/> says it.</summary>
    public string? Profile { get; init; }
}
