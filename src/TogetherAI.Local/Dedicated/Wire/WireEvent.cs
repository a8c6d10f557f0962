namespace TogetherAI.Local.Dedicated;

internal sealed record WireEvent
{
    public const string OfEndpoint = "SOURCE_KIND_ENDPOINT";
    public const string OfDeployment = "SOURCE_KIND_DEPLOYMENT";

    public required string Id { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required string Level { get; init; }

    public required string Type { get; init; }

    public string? Message { get; init; }

    public string Source => "local";

    public required string SourceKind { get; init; }

    public required string EndpointId { get; init; }

    public string? DeploymentId { get; init; }

    public string? SubjectId { get; init; }

    public string? Name { get; init; }

    public IReadOnlyList<string>? Paths { get; init; }

    public int? OldReplicas { get; init; }

    public int? NewReplicas { get; init; }

    public string? Status { get; init; }

    public string? Reason { get; init; }

    public string? ServiceType { get; init; }

    public string? ReplicaId { get; init; }

    public string? ContainerName { get; init; }

    public string? LogExcerpt { get; init; }

    public static WireEvent Of(CloudEvent happened, string endpointId) => new()
    {
        Id = happened.Id,
        CreatedAt = happened.At.UtcDateTime,
        Level = happened.Level,
        Type = happened.Type,
        Message = happened.Message,
        SourceKind = happened.DeploymentId is null ? OfEndpoint : OfDeployment,
        EndpointId = endpointId,
        DeploymentId = happened.DeploymentId,
        SubjectId = happened.SubjectId,
        Name = happened.Name,
        Paths = happened.Paths,
        OldReplicas = happened.OldReplicas,
        NewReplicas = happened.NewReplicas,
        Status = happened.Status,
        Reason = happened.Reason,
        ServiceType = happened.ReplicaId is null ? null : "model-deployment",
        ReplicaId = happened.ReplicaId,
        ContainerName = happened.ContainerName,
        LogExcerpt = happened.LogExcerpt,
    };
}
