namespace TogetherAI.Local.Dedicated;

internal sealed record WireDeployment
{
    public required string Id { get; init; }

    public required string ProjectId { get; init; }

    public required string EndpointId { get; init; }

    public required string Name { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; init; }

    public required string ModelId { get; init; }

    public required string ModelRevisionId { get; init; }

    public required string Model { get; init; }

    public required WireAutoscaling Autoscaling { get; init; }

    public required string ConfigId { get; init; }

    public required string Config { get; init; }

    public required double EstimatedEffectiveTrafficShare { get; init; }

    public bool? EnableLora { get; init; }

    public required string Etag { get; init; }

    public required string Hardware { get; init; }

    public string TrafficMode => "TRAFFIC_MODE_LIVE";

    public WireRuntime RuntimeInfo { get; } = new();

    public required int DesiredReplicas { get; init; }

    public required WireDeploymentStatus Status { get; init; }

    public WirePlacement? Placement { get; init; }

    public static WireDeployment Of(CloudDeployment deployment, string projectId)
    {
        (CloudProfile profile, Workload workload) = (deployment.Wish.Profile, deployment.Workload);
        return new WireDeployment
        {
            Id = deployment.Id,
            ProjectId = projectId,
            EndpointId = deployment.Endpoint.Id,
            Name = deployment.Name,
            CreatedAt = deployment.CreatedAt.UtcDateTime,
            UpdatedAt = deployment.UpdatedAt.UtcDateTime,
            ModelId = profile.Model.ModelId,
            ModelRevisionId = profile.Model.RevisionId,
            Model = profile.Model.Resource,
            Autoscaling = WireAutoscaling.Of(workload.Scaling),
            ConfigId = profile.ConfigId,
            Config = profile.Config,
            EstimatedEffectiveTrafficShare = deployment.Endpoint.ShareOf(deployment),
            EnableLora = deployment.Wish.EnableLora,
            Etag = deployment.Etag,
            Hardware = workload.Hardware.Id,
            DesiredReplicas = workload.Desired,
            Status = new WireDeploymentStatus(WireNames.Of(workload.State), workload.Ready, workload.Message, workload.Scheduled),
            Placement = deployment.Wish.Placement is { Regions.Count: > 0 } placement
                ? new WirePlacement(new WireInlinePlacement(placement.Regions, placement.Required ? WirePlacement.Required : WirePlacement.Preferred))
                : null,
        };
    }
}

internal sealed record WireDeploymentStatus(string State, int ReadyReplicas, string Message, int ScheduledReplicas);

internal sealed record WireRuntime
{
    public string EngineType => "tai";

    public string EngineVersion => "1";

    public bool FunctionCallingSupported => true;

    public bool StructuredOutputSupported => true;
}

internal sealed record WirePlacement(WireInlinePlacement Inline)
{
    public const string Required = "ENFORCEMENT_REQUIRED";
    public const string Preferred = "ENFORCEMENT_PREFERRED";
}

internal sealed record WireInlinePlacement(IReadOnlyList<string> Regions, string Constraint);
