namespace TogetherAI.Local;

/// <summary>One replica's stretch of running, and what it cost. Immutable: a copy of the moment.</summary>
public sealed record LedgerEntry
{
    /// <summary>The endpoint (<c>ep_…</c>, or <c>endpoint-…</c> for one of the first version).</summary>
    public required string EndpointId { get; init; }

    /// <summary>The endpoint's name at the start of the stretch.</summary>
    public required string EndpointName { get; init; }

    /// <summary>The deployment (<c>dep_…</c>); the endpoint's own id for one of the first version.</summary>
    public required string DeploymentId { get; init; }

    /// <summary>The replica. One that crashed and came back has several entries.</summary>
    public required string ReplicaId { get; init; }

    /// <summary>The hardware's id.</summary>
    public required string InstanceType { get; init; }

    /// <summary>Where it ran.</summary>
    public required string Region { get; init; }

    /// <summary>When it was ready: from then on it is billed.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it was gone; <see langword="null"/> while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How many minutes are billed: every minute that was begun.</summary>
    public required int Minutes { get; init; }

    /// <summary>What that costs, in USD.</summary>
    public required decimal Usd { get; init; }
}
