namespace TogetherAI;

/// <summary>What a deployment is doing right now. Immutable.</summary>
public sealed record DeploymentStatus : WireModel
{
    /// <summary>In a word.</summary>
    public DeploymentState State { get; init; }

    /// <summary>In a sentence, for people.</summary>
    public string Message { get => field ?? ""; init; }

    /// <summary>How many replicas answer requests.</summary>
    public int? ReadyReplicas { get; init; }

    /// <summary>How many replicas have found a place.</summary>
    public int? ScheduledReplicas { get; init; }
}
