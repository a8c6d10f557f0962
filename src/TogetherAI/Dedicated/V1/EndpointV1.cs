using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>
/// An endpoint of the first version. A list tells less of it: what is null there, <see cref="EndpointsV1Client.GetAsync"/> knows.
/// Immutable.
/// </summary>
public sealed record EndpointV1 : TogetherResponse
{
    /// <summary>Always <c>endpoint</c>.</summary>
    public string Object { get => field ?? ""; init; }

    /// <summary>The endpoint's id.</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>Its name: the model of an inference request.</summary>
    public string Name { get => field ?? ""; init; }

    /// <summary>Its name for people.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The model it serves.</summary>
    public string Model { get => field ?? ""; init; }

    /// <summary>The hardware it runs on, such as <c>2x_nvidia_h100_80gb_sxm</c>.</summary>
    public string? Hardware { get; init; }

    /// <summary>How it is served.</summary>
    public EndpointV1Type Type { get; init; }

    /// <summary>Who it belongs to.</summary>
    public string Owner { get => field ?? ""; init; }

    /// <summary>What it is doing.</summary>
    public EndpointV1State State { get; init; }

    /// <summary>How many replicas it has.</summary>
    public EndpointV1Autoscaling? Autoscaling { get; init; }

    /// <summary>When it was made.</summary>
    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset CreatedAt { get; init; }
}
