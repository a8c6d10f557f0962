using System.Text.Json;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>How fast the options are. What is not here is unknown to the advisor: it never guesses. Immutable.</summary>
public sealed record WorkloadThroughput
{
    /// <summary>Nothing is known: the advisor answers what prices alone decide.</summary>
    public static WorkloadThroughput Unknown { get; } = new();

    /// <summary>What a replica can do, for each kind of hardware for which that is known.</summary>
    public IReadOnlyList<ReplicaThroughput> Replicas { get => field ?? []; init; }

    /// <summary>
    /// The time to the first token that serverless does not exceed at the objective's percentile: measured, or that of the recording where serverless
    /// served it. Null where it is not known.
    /// </summary>
    [JsonPropertyName("serverless_ttft_ms")]
    public TimeSpan? ServerlessTimeToFirstToken { get; init; }

    /// <summary>Reads what <see cref="ToJson"/> wrote, or people wrote in its form.</summary>
    /// <param name="json">The JSON.</param>
    /// <returns>The throughput.</returns>
    /// <exception cref="FormatException">It is not of that form; the message says where.</exception>
    public static WorkloadThroughput FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return JsonSerializer.Deserialize(json, AdviceJsonContext.Default.WorkloadThroughput) ?? Unknown;
        }
        catch (JsonException e)
        {
            throw AdviceJson.Explain("throughput", e);
        }
    }

    /// <summary>This, to be kept: a measurement is good for more than one advice.</summary>
    /// <returns>JSON; times in milliseconds.</returns>
    public string ToJson() => JsonSerializer.Serialize(this, AdviceJsonContext.Default.WorkloadThroughput);
}
