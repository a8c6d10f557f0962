using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>What one kind of hardware needs to carry the load alone. Immutable.</summary>
public sealed record ReplicaPlan
{
    /// <summary>The hardware.</summary>
    public required string Hardware { get; init; }

    /// <summary>The fewest replicas that meet the objective; null where no number of them does.</summary>
    public int? Replicas { get; init; }

    /// <summary>The expected time to the first token with them, at the objective's percentile.</summary>
    [JsonPropertyName("ttft_ms")]
    public TimeSpan? TimeToFirstToken { get; init; }

    /// <summary>The same with one replica fewer; null where that one does not keep up with the mean load, or there is none.</summary>
    [JsonPropertyName("ttft_one_fewer_ms")]
    public TimeSpan? TimeToFirstTokenOneFewer { get; init; }

    /// <summary>The same for requests that meet an idle replica: no number of replicas is quicker.</summary>
    [JsonPropertyName("ttft_alone_ms")]
    public required TimeSpan TimeToFirstTokenAlone { get; init; }

    /// <summary>What one replica can serve for good, of requests of the recorded size.</summary>
    /// <value>In requests a second.</value>
    public required double RequestsPerSecond { get; init; }

    /// <summary>The same.</summary>
    /// <value>In generated tokens a second.</value>
    public required double TokensPerSecond { get; init; }

    /// <summary>What a million generated tokens cost on a replica that is never idle; null where its price is not known.</summary>
    /// <value>In USD.</value>
    public decimal? UsdPerMillionTokens { get; init; }

    /// <summary>How many times the planned load the replicas still hold, to within 5 %; the next one is due then. At most 4; null without replicas.</summary>
    public double? HoldsUpTo { get; init; }

    /// <summary>How to grow: whether more replicas (horizontally) or faster ones (vertically) help, and why.</summary>
    public required string Scaling { get; init; }
}
