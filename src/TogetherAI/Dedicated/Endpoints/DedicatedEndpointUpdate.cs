using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>A change to an endpoint. What is null stays as it is. Immutable.</summary>
public sealed record DedicatedEndpointUpdate
{
    /// <summary>Its new name.</summary>
    public string? Name { get; init; }

    /// <summary>Who can see it.</summary>
    public DedicatedVisibility? Visibility { get; init; }

    /// <summary>
    /// The whole of its new traffic split; an empty list ends all live traffic. It takes up to half a minute to be in force.
    /// </summary>
    public IReadOnlyList<TrafficSplitEntry>? TrafficSplit { get; init; }

    /// <summary>
    /// The version that the change was made for: with another in force it fails with a <see cref="TogetherConflictException"/>. Null
    /// overwrites whatever is there.
    /// </summary>
    public string? Etag { get; init; }

    /// <summary>The fields to write, by their names on the wire. A field that is named and null is cleared.</summary>
    /// <value>Null by default, which names the fields that are not null, an empty <see cref="TrafficSplit"/> among them.</value>
    [JsonIgnore, JsonPropertyName("(update_mask)")]
    public IReadOnlyList<string>? UpdateMask { get; init; }
}
