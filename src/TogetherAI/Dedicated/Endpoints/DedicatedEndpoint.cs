namespace TogetherAI;

/// <summary>A name to send inference to, with deployments behind it that share its traffic. Immutable.</summary>
public sealed record DedicatedEndpoint : TogetherResponse
{
    /// <summary>The endpoint's id (<c>ep_…</c>).</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>Its name, <c>project/endpoint</c>: the model of an inference request, on <see cref="DedicatedClient.Inference"/>.</summary>
    public string Name { get => field ?? ""; init; }

    /// <summary>The project it belongs to (<c>proj_…</c>).</summary>
    public string ProjectId { get => field ?? ""; init; }

    /// <summary>How it is served.</summary>
    public DedicatedEndpointType EndpointType { get; init; }

    /// <summary>Who can see it.</summary>
    public DedicatedVisibility Visibility { get; init; }

    /// <summary>Its deployments, in short. Never null.</summary>
    public IReadOnlyList<DeploymentSummary> Deployments { get => field ?? []; init; }

    /// <summary>The deployments that get live traffic. Empty: none does, and requests fail with 503. Never null.</summary>
    public IReadOnlyList<TrafficSplitEntry> TrafficSplit { get => field ?? []; init; }

    /// <summary>The rollout in progress, a paused one included; null where there is none.</summary>
    public string? ActiveRolloutId { get; init; }

    /// <summary>The version. Sent along with a change, it makes the change fail where somebody else was faster.</summary>
    public string Etag { get => field ?? ""; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }
}
