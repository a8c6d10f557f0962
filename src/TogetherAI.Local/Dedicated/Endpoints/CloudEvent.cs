namespace TogetherAI.Local.Dedicated;

/// <summary>Something that happened to an endpoint or to one of its deployments, in the service's words.</summary>
internal sealed record CloudEvent(string Type)
{
    public const string Info = "LEVEL_INFO";
    public const string Warn = "LEVEL_WARN";
    public const string Error = "LEVEL_ERROR";

    public static IReadOnlyList<string> Levels { get; } = ["LEVEL_DEBUG", Info, Warn, Error];

    public string Id { get; init; } = "";

    public long Sequence { get; init; }

    public DateTimeOffset At { get; init; }

    public string Level { get; init; } = Info;

    public string? Message { get; init; }

    /// <summary>Null where it is about the endpoint itself.</summary>
    public string? DeploymentId { get; init; }

    public string? SubjectId { get; init; }

    public string? Name { get; init; }

    public IReadOnlyList<string>? Paths { get; init; }

    public int? OldReplicas { get; init; }

    public int? NewReplicas { get; init; }

    public string? Status { get; init; }

    public string? Reason { get; init; }

    public string? ReplicaId { get; init; }

    public string? ContainerName { get; init; }

    public string? LogExcerpt { get; init; }
}
