namespace TogetherAI;

/// <summary>
/// What an endpoint tells of one of its deployments; <see cref="DedicatedDeploymentsClient.GetAsync"/> tells all of it. Immutable.
/// </summary>
public sealed record DeploymentSummary : WireModel
{
    /// <summary>The deployment's id (<c>dep_…</c>).</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>
    /// Its name, <c>project/endpoint/deployment</c>: as the model of a request it goes past the traffic split to this deployment.
    /// </summary>
    public string Name { get => field ?? ""; init; }

    /// <summary>What it is doing.</summary>
    public DeploymentState State { get; init; }

    /// <summary>Which requests it gets.</summary>
    public TrafficMode TrafficMode { get; init; }

    /// <summary>How many replicas it may have.</summary>
    public DeploymentAutoscaling? Autoscaling { get; init; }

    /// <summary>How many replicas the autoscaler wants, over all regions.</summary>
    public int? DesiredReplicas { get; init; }

    /// <summary>How many replicas are ready, over all regions.</summary>
    public int? ReadyReplicas { get; init; }

    /// <summary>Its estimated share of the endpoint's traffic, from 0 to 1.</summary>
    public double EstimatedEffectiveTrafficShare { get; init; }

    /// <summary>
    /// The model, pinned: <c>projects/{project}/models/{model}/revisions/{revision}</c>. The project may be another than the deployment's.
    /// </summary>
    public string Model { get => field ?? ""; init; }

    /// <summary>The model's id alone. The service calls it deprecated; see <see cref="Model"/>.</summary>
    public string ModelId { get => field ?? ""; init; }

    /// <summary>The hardware that its config asks for, such as <c>1xnvidia-h100-80gb</c>.</summary>
    public string? Hardware { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
