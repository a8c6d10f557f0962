namespace TogetherAI;

/// <summary>One deployment's part in an endpoint's live traffic. Immutable.</summary>
public sealed record TrafficSplitEntry : WireModel
{
    /// <summary>The deployment, one of the endpoint.</summary>
    public string DeploymentId { get => field ?? ""; init; }

    /// <summary>
    /// What each ready replica counts: a deployment's share is its weight times its ready replicas, over the sum of that for all.
    /// </summary>
    /// <value>Finite, at least 0. 0 takes the deployment out of the live traffic.</value>
    public double Weight { get; init; }
}
