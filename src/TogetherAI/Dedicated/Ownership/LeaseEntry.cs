using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>
/// A line of a lease journal: what is known of a lease, in place of what was known before, or that it is over. Its names are the file's format:
/// a field may be added, none may change its meaning without a new version in <see cref="JournalKind.Leases"/>. Immutable.
/// </summary>
internal sealed record LeaseEntry
{
    [JsonPropertyName("lease")]
    public required string LeaseId { get; init; }

    /// <summary>Whether nothing is left of it; then nothing else is said.</summary>
    [JsonPropertyName("over")]
    public bool IsOver { get; init; }

    [JsonPropertyName("endpoint")]
    public string EndpointName { get => field ?? ""; init; }

    [JsonPropertyName("makes_endpoint")]
    public bool MakesEndpoint { get; init; }

    [JsonPropertyName("endpoint_id")]
    public string? EndpointId { get; init; }

    [JsonPropertyName("deployment_id")]
    public string? DeploymentId { get; init; }

    [JsonPropertyName("delete_when_stopped")]
    public bool DeleteWhenStopped { get; init; }

    [JsonPropertyName("label")]
    public string? Label { get; init; }

    [JsonPropertyName("started_at")]
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When this was written.</summary>
    [JsonPropertyName("saved_at")]
    public DateTimeOffset SavedAt { get; init; }

    /// <summary>The project it belongs to: another project's client would not find it, and must not take it for gone.</summary>
    [JsonPropertyName("project")]
    public string Project { get => field ?? ""; init; }

    /// <summary>The service's address, for the same reason.</summary>
    [JsonPropertyName("address")]
    public string Address { get => field ?? ""; init; }

    /// <summary>The process that rents, to be told; whether it lives is not known from this.</summary>
    [JsonPropertyName("process")]
    public int ProcessId { get; init; }

    [JsonPropertyName("machine")]
    public string Machine { get => field ?? ""; init; }

    public static LeaseEntry Of(LeaseRecord lease, string project, Uri address, DateTimeOffset now) => new()
    {
        LeaseId = lease.LeaseId,
        EndpointName = lease.EndpointName,
        MakesEndpoint = lease.MakesEndpoint,
        EndpointId = lease.EndpointId,
        DeploymentId = lease.DeploymentId,
        DeleteWhenStopped = lease.DeleteWhenStopped,
        Label = lease.Label,
        StartedAt = lease.StartedAt,
        SavedAt = now,
        Project = project,
        Address = address.GetLeftPart(UriPartial.Path), // a query may hold a secret
        ProcessId = Environment.ProcessId,
        Machine = Environment.MachineName,
    };

    public LeaseRecord ToRecord() => new()
    {
        LeaseId = LeaseId,
        EndpointName = EndpointName,
        MakesEndpoint = MakesEndpoint,
        EndpointId = EndpointId,
        DeploymentId = DeploymentId,
        DeleteWhenStopped = DeleteWhenStopped,
        Label = Label,
        StartedAt = StartedAt,
    };
}
