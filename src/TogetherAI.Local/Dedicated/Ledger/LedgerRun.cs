namespace TogetherAI.Local.Dedicated;

/// <summary>A stretch of running. Guarded by the cloud's lock.</summary>
internal sealed record LedgerRun(
    string EndpointId,
    string EndpointName,
    string DeploymentId,
    string ReplicaId,
    InstanceTypeOptions Hardware,
    string Region,
    DateTimeOffset StartedAt)
{
    public DateTimeOffset? EndedAt { get; set; }

    public LedgerEntry Entry(DateTimeOffset now)
    {
        int minutes = (int)Math.Ceiling(((EndedAt ?? now) - StartedAt).TotalMinutes);
        return new LedgerEntry
        {
            EndpointId = EndpointId,
            EndpointName = EndpointName,
            DeploymentId = DeploymentId,
            ReplicaId = ReplicaId,
            InstanceType = Hardware.Id,
            Region = Region,
            StartedAt = StartedAt,
            EndedAt = EndedAt,
            Minutes = minutes,
            Usd = minutes * Hardware.PriceCentsPerHour / 6000m,
        };
    }
}
