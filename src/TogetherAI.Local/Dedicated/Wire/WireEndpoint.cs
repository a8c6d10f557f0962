namespace TogetherAI.Local.Dedicated;

internal sealed record WireEndpoint
{
    public required string Id { get; init; }

    public required string ProjectId { get; init; }

    public required string Name { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; init; }

    public required string Etag { get; init; }

    public required IReadOnlyList<SplitEntry> TrafficSplit { get; init; }

    public required string Visibility { get; init; }

    public string EndpointType => "ENDPOINT_TYPE_DEDICATED";

    public required IReadOnlyList<WireDeploymentSummary> Deployments { get; init; }

    public static WireEndpoint Of(CloudEndpoint endpoint, string projectId) => new()
    {
        Id = endpoint.Id,
        ProjectId = projectId,
        Name = endpoint.FullName,
        CreatedAt = endpoint.CreatedAt.UtcDateTime,
        UpdatedAt = endpoint.UpdatedAt.UtcDateTime,
        Etag = endpoint.Etag,
        TrafficSplit = endpoint.Split,
        Visibility = endpoint.Visibility,
        Deployments = endpoint.Deployments.ConvertAll(WireDeploymentSummary.Of),
    };
}
