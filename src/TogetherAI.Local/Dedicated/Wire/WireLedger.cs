namespace TogetherAI.Local.Dedicated;

internal sealed record WireLedger
{
    public string Object => "list";

    public required IReadOnlyList<WireLedgerEntry> Data { get; init; }

    public required int TotalMinutes { get; init; }

    public required decimal TotalUsd { get; init; }
}

internal sealed record WireLedgerEntry
{
    public required string EndpointId { get; init; }

    public required string EndpointName { get; init; }

    public required string DeploymentId { get; init; }

    public required string ReplicaId { get; init; }

    public required string InstanceType { get; init; }

    public required string Region { get; init; }

    public required DateTime StartedAt { get; init; }

    /// <summary>Null while it runs.</summary>
    public DateTime? EndedAt { get; init; }

    public required int Minutes { get; init; }

    public required decimal Usd { get; init; }

    public static WireLedgerEntry Of(LedgerEntry entry) => new()
    {
        EndpointId = entry.EndpointId,
        EndpointName = entry.EndpointName,
        DeploymentId = entry.DeploymentId,
        ReplicaId = entry.ReplicaId,
        InstanceType = entry.InstanceType,
        Region = entry.Region,
        StartedAt = entry.StartedAt.UtcDateTime,
        EndedAt = entry.EndedAt?.UtcDateTime,
        Minutes = entry.Minutes,
        Usd = entry.Usd,
    };
}
