using System.Text.Json.Serialization;

namespace TogetherAI.Local.Dedicated;

internal sealed record WireListV1<T>(IReadOnlyList<T> Data)
{
    public string Object => "list";
}

/// <summary>A list leaves out what only a look at one endpoint tells.</summary>
internal sealed record WireEndpointV1
{
    public string Object => "endpoint";

    public required string Id { get; init; }

    public required string Name { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DisplayName { get; init; }

    public required string Model { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Hardware { get; init; }

    public string Type => "dedicated";

    public string Owner => "local";

    public required string State { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WireAutoscalingV1? Autoscaling { get; init; }

    public required DateTime CreatedAt { get; init; }

    public static WireEndpointV1 Short(CloudEndpointV1 endpoint) => new()
    {
        Id = endpoint.Id,
        Name = endpoint.Name,
        Model = endpoint.Profile.Model.Name,
        State = endpoint.State,
        CreatedAt = endpoint.CreatedAt.UtcDateTime,
    };

    public static WireEndpointV1 Whole(CloudEndpointV1 endpoint) => Short(endpoint) with
    {
        DisplayName = endpoint.DisplayName,
        Hardware = WireHardware.IdOf(endpoint.Workload.Hardware.Type),
        Autoscaling = new WireAutoscalingV1(endpoint.Workload.Scaling.Min, endpoint.Workload.Scaling.Max),
    };
}

internal sealed record WireAutoscalingV1(int MinReplicas, int MaxReplicas);
