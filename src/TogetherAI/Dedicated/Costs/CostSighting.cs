namespace TogetherAI;

/// <summary>A deployment as it was seen. Immutable.</summary>
/// <param name="EndpointId">Its endpoint.</param>
/// <param name="EndpointName">Its endpoint's name.</param>
/// <param name="DeploymentId">The deployment.</param>
/// <param name="Hardware">Its instance type.</param>
/// <param name="Ready">How many replicas run.</param>
internal readonly record struct CostSighting(string EndpointId, string EndpointName, string DeploymentId, string Hardware, int Ready)
{
    /// <summary>Whether its replicas are going: they may be billed until they are gone, and are not told any more.</summary>
    public bool IsStopping { get; init; }
}
