using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>What a job was asked to do. Immutable.</summary>
public sealed record JobArguments : WireModel
{
    /// <summary>What people should know of the model.</summary>
    public string? Description { get; init; }

    /// <summary>The model's name.</summary>
    [JsonPropertyName("modelName")]
    public string? ModelName { get; init; }

    /// <summary>Where the model comes from.</summary>
    [JsonPropertyName("modelSource")]
    public string? ModelSource { get; init; }
}
