namespace TogetherAI;

/// <summary>A model at work behind an endpoint. Immutable.</summary>
public sealed record DedicatedDeployment : TogetherResponse
{
    /// <summary>The deployment's id (<c>dep_…</c>).</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>The project it belongs to.</summary>
    public string ProjectId { get => field ?? ""; init; }

    /// <summary>Its endpoint.</summary>
    public string EndpointId { get => field ?? ""; init; }

    /// <summary>
    /// Its name, <c>project/endpoint/deployment</c>: as the model of a request it goes past the traffic split to this deployment.
    /// </summary>
    public string Name { get => field ?? ""; init; }

    /// <summary>What it is doing. Never null.</summary>
    public DeploymentStatus Status { get => field ?? new(); init; }

    /// <summary>How many replicas it may have. Never null.</summary>
    public DeploymentAutoscaling Autoscaling { get => field ?? new(); init; }

    /// <summary>How many replicas the autoscaler wants, over all regions.</summary>
    public int? DesiredReplicas { get; init; }

    /// <summary>Its estimated share of the endpoint's traffic, from 0 to 1.</summary>
    public double? EstimatedEffectiveTrafficShare { get; init; }

    /// <summary>Which requests it gets.</summary>
    public TrafficMode TrafficMode { get; init; }

    /// <summary>The model, pinned: <c>projects/{project}/models/{model}/revisions/{revision}</c>.</summary>
    public string Model { get => field ?? ""; init; }

    /// <summary>The config, which never changes: <c>projects/{project}/configs/{config}</c>.</summary>
    public string Config { get => field ?? ""; init; }

    /// <summary>The small model that guesses ahead, in the form of <see cref="Model"/>; null where none does.</summary>
    public string? Speculator { get; init; }

    /// <summary>Whether LoRA adapters can be loaded into it.</summary>
    public bool? EnableLora { get; init; }

    /// <summary>The hardware that its config asks for.</summary>
    public string Hardware { get => field ?? ""; init; }

    /// <summary>The engine it runs on.</summary>
    public DeploymentRuntime? RuntimeInfo { get; init; }

    /// <summary>Where its replicas run.</summary>
    public DeploymentPlacement? Placement { get; init; }

    /// <summary>The version. Sent along with a change, it makes the change fail where somebody else was faster.</summary>
    public string Etag { get => field ?? ""; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The model's id alone. The service calls it deprecated; see <see cref="Model"/>.</summary>
    public string ModelId { get => field ?? ""; init; }

    /// <summary>The revision's id alone. The service calls it deprecated; see <see cref="Model"/>.</summary>
    public string ModelRevisionId { get => field ?? ""; init; }

    /// <summary>The config's id alone. The service calls it deprecated; see <see cref="Config"/>.</summary>
    public string ConfigId { get => field ?? ""; init; }

    /// <summary>The id alone. The service calls it deprecated; see <see cref="Speculator"/>.</summary>
    public string? SpeculatorId { get; init; }

    /// <summary>The revision's id alone. The service calls it deprecated; see <see cref="Speculator"/>.</summary>
    public string? SpeculatorRevisionId { get; init; }
}
