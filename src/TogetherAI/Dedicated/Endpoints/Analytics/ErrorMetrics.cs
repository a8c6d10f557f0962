using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>How often requests failed. Immutable.</summary>
public sealed record ErrorMetrics : WireModel
{
    /// <summary>Failed requests in percent of all, from 0 to 100.</summary>
    public double? ErrorRate { get; init; }

    /// <summary>Failures by their kind: an HTTP status, or a name.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public IReadOnlyDictionary<string, long>? ErrorsByType { get; init; }
}
