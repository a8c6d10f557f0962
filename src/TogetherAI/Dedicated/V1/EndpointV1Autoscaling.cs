namespace TogetherAI;

/// <summary>How many replicas an endpoint has. Immutable.</summary>
public sealed record EndpointV1Autoscaling : WireModel
{
    /// <summary>The least number of replicas, which runs even without load.</summary>
    public int MinReplicas { get; init; }

    /// <summary>The most replicas, and with them the most it can cost.</summary>
    public int MaxReplicas { get; init; }
}
