namespace TogetherAI;

/// <summary>
/// A deployment to be made. From the first minute each of its replicas is billed, and nothing stops it by itself. Immutable.
/// </summary>
public sealed record CreateDedicatedDeploymentRequest
{
    /// <summary>Its name within the endpoint.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The model, <c>projects/{project}/models/{model}</c>, with <c>/revisions/{revision}</c> or else the newest one. Take it from <see
    /// cref="DeploymentProfile.Model"/>.
    /// </summary>
    public string? Model { get; init; }

    /// <summary>
    /// The config, <c>projects/{project}/configs/{config}</c>. It must fit the model: take it from <see cref="DeploymentProfile.Config"/>.
    /// </summary>
    public string? Config { get; init; }

    /// <summary>How many replicas it may have.</summary>
    public required DeploymentAutoscaling Autoscaling { get; init; }

    /// <summary>Whether LoRA adapters can be loaded into it.</summary>
    public bool? EnableLora { get; init; }

    /// <summary>Where its replicas may run; null for anywhere.</summary>
    public DeploymentPlacement? Placement { get; init; }

    /// <summary>The model's id, for want of <see cref="Model"/>. The service calls it deprecated.</summary>
    public string? ModelId { get; init; }

    /// <summary>The revision's id, beside <see cref="ModelId"/>. The service calls it deprecated.</summary>
    public string? ModelRevisionId { get; init; }

    /// <summary>The config's id, for want of <see cref="Config"/>. The service calls it deprecated.</summary>
    public string? ConfigId { get; init; }
}
