using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>A change to what is known of a model. What is null stays as it is. Immutable.</summary>
public sealed record DedicatedModelUpdate
{
    /// <summary>Its new name.</summary>
    public string? Name { get; init; }

    /// <summary>What it is for, in words.</summary>
    public string? Description { get; init; }

    /// <summary>Who can see it.</summary>
    public DedicatedVisibility? Visibility { get; init; }

    /// <summary>The fields to write, by their names on the wire. A field that is named and null is cleared.</summary>
    /// <value>Null by default, which names the fields that are not null. Without any names the service would clear the others.</value>
    [JsonIgnore, JsonPropertyName("(update_mask)")]
    public IReadOnlyList<string>? UpdateMask { get; init; }
}
