namespace TogetherAI;

/// <summary>
/// Something that happened to an endpoint or to one of its deployments. Which of the fields are set depends on <see cref="Type"/>.
/// Immutable.
/// </summary>
public sealed record DedicatedEvent : WireModel
{
    /// <summary>The event's id.</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>How serious it is.</summary>
    public DedicatedEventLevel Level { get; init; }

    /// <summary>What happened.</summary>
    public DedicatedEventType Type { get; init; }

    /// <summary>What happened, for people.</summary>
    public string? Message { get; init; }

    /// <summary>The part of the service that reports it.</summary>
    public string Source { get => field ?? ""; init; }

    /// <summary>Whether it is about the endpoint or a deployment.</summary>
    public DedicatedEventSource SourceKind { get; init; }

    /// <summary>The endpoint.</summary>
    public string EndpointId { get => field ?? ""; init; }

    /// <summary>The deployment, where it is about one.</summary>
    public string? DeploymentId { get; init; }

    /// <summary>What exactly it is about: a rollout, a target, a kind of condition.</summary>
    public string? SubjectId { get; init; }

    /// <summary>The name of what was made or deleted, at that time.</summary>
    public string? Name { get; init; }

    /// <summary>The fields that were changed.</summary>
    public IReadOnlyList<string>? Paths { get; init; }

    /// <summary>How many replicas there were.</summary>
    public int? OldReplicas { get; init; }

    /// <summary>How many replicas there are to be.</summary>
    public int? NewReplicas { get; init; }

    /// <summary>The version of a target that was made.</summary>
    public int? Version { get; init; }

    /// <summary>The new status of a condition: <c>True</c>, <c>False</c> or <c>Unknown</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Why the condition has it, in a word such as <c>AllReplicasReady</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>The cluster it happened on.</summary>
    public string? ClusterId { get; init; }

    /// <summary>The part of the deployment it happened in, such as <c>model-deployment</c>.</summary>
    public string? ServiceType { get; init; }

    /// <summary>The replica it happened to; the same text for the same replica.</summary>
    public string? ReplicaId { get; init; }

    /// <summary>The part of the replica, such as <c>engine</c> or <c>model-download</c>.</summary>
    public string? ContainerName { get; init; }

    /// <summary>A few lines of the replica's log, cut short: what stood there when it crashed, or could not pull its image.</summary>
    public string? LogExcerpt { get; init; }

    /// <summary>The machine it happened on; the same text for the same machine.</summary>
    public string? NodeId { get; init; }
}
