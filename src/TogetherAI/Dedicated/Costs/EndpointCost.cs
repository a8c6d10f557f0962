namespace TogetherAI;

/// <summary>What one endpoint costs, all its deployments together. Immutable.</summary>
public sealed record EndpointCost
{
    /// <summary>The endpoint's id (<c>ep_…</c>).</summary>
    public required string EndpointId { get; init; }

    /// <summary>Its name, <c>project/endpoint</c>.</summary>
    public required string EndpointName { get; init; }

    /// <summary>Its label; null where it has none.</summary>
    public string? Label { get; init; }

    /// <summary>How many replicas were ready at the last look.</summary>
    public int ReadyReplicas { get; init; }

    /// <summary>Minutes that replicas ran: for each replica every minute that has begun.</summary>
    public long ReplicaMinutes { get; init; }

    /// <summary>What they cost, in USD; null where the service gives no price for the hardware.</summary>
    public decimal? Usd { get; init; }

    /// <summary>What those of this calendar month (UTC) cost, in USD; null where the service gives no price for the hardware.</summary>
    public decimal? ThisMonthUsd { get; init; }

    /// <summary>What its replicas cost an hour now, in USD; null where the service gives no price for the hardware.</summary>
    public decimal? UsdPerHour { get; init; }
}
