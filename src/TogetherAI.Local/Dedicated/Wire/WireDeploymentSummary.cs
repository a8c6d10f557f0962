namespace TogetherAI.Local.Dedicated;

internal sealed record WireDeploymentSummary
{
    public required string Id { get; init; }

    public required string ModelId { get; init; }

    public required string Hardware { get; init; }

    public string TrafficMode => "TRAFFIC_MODE_LIVE";

    public required string State { get; init; }

    public required string Name { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required WireAutoscaling Autoscaling { get; init; }

    public required int DesiredReplicas { get; init; }

    public required int ReadyReplicas { get; init; }

    public required string Model { get; init; }

    public required double EstimatedEffectiveTrafficShare { get; init; }

    public static WireDeploymentSummary Of(CloudDeployment deployment) => new()
    {
        Id = deployment.Id,
        ModelId = deployment.Wish.Profile.Model.ModelId,
        Hardware = deployment.Workload.Hardware.Id,
        State = WireNames.Of(deployment.Workload.State),
        Name = deployment.Name,
        CreatedAt = deployment.CreatedAt.UtcDateTime,
        Autoscaling = WireAutoscaling.Of(deployment.Workload.Scaling),
        DesiredReplicas = deployment.Workload.Desired,
        ReadyReplicas = deployment.Workload.Ready,
        Model = deployment.Wish.Profile.Model.Resource,
        EstimatedEffectiveTrafficShare = deployment.Endpoint.ShareOf(deployment),
    };
}
