using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>How many requests there were. Immutable.</summary>
public sealed record RequestMetrics : WireModel
{
    /// <summary>All of them.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public long? TotalRequests { get; init; }

    /// <summary>Those that succeeded.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public long? SuccessfulRequests { get; init; }

    /// <summary>Those that failed.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public long? FailedRequests { get; init; }

    /// <summary>Requests a second, on average.</summary>
    public double? RequestsPerSecond { get; init; }

    /// <summary>Requests by the HTTP status they were answered with.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public IReadOnlyDictionary<string, long>? RequestsByStatusCode { get; init; }
}
