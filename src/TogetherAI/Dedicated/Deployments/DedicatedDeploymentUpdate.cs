using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>A change to a deployment. What is null stays as it is, within <see cref="Autoscaling"/> too. Immutable.</summary>
public sealed record DedicatedDeploymentUpdate
{
    /// <summary>Its new name.</summary>
    public string? Name { get; init; }

    /// <summary>How many replicas it may have.</summary>
    public DeploymentAutoscaling? Autoscaling { get; init; }

    /// <summary>
    /// The version that the change was made for: with another in force it fails with a <see cref="TogetherConflictException"/>. Null
    /// overwrites whatever is there.
    /// </summary>
    public string? Etag { get; init; }

    /// <summary>The fields to write, by their names on the wire. A field that is named and null is cleared.</summary>
    /// <value>Null by default: not sent, and the service writes the fields that are there.</value>
    [JsonIgnore, JsonPropertyName("(update_mask)")]
    public IReadOnlyList<string>? UpdateMask { get; init; }
}
