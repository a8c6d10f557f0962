using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>A file of a model. Immutable.</summary>
public sealed record DedicatedModelFile : WireModel
{
    /// <summary>Where it is within the model.</summary>
    public string? Path { get; init; }

    /// <summary>The hash of its content.</summary>
    public string? Hash { get; init; }

    /// <summary>How large it is, in bytes.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public long? SizeBytes { get; init; }
}
