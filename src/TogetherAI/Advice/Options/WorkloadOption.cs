using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>One way to have the requests served, what it costs and how quick it is. Immutable.</summary>
public sealed record WorkloadOption
{
    /// <summary>Which way.</summary>
    public required WorkloadOptionKind Kind { get; init; }

    /// <summary>The replicas' hardware; null where there are none.</summary>
    public string? Hardware { get; init; }

    /// <summary>How many replicas; null where there are none, or where it is not known how many are needed.</summary>
    public int? Replicas { get; init; }

    /// <summary>For how many hours of a month the replicas run; null where there are none, or it is not known how many.</summary>
    /// <value>0 to 730.</value>
    public double? ReplicaHours { get; init; }

    /// <summary>The share of the requests that serverless answers.</summary>
    /// <value>0 to 1.</value>
    public double ServerlessShare { get; init; }

    /// <summary>The share of the requests that go to a batch.</summary>
    /// <value>0 to 1.</value>
    public double BatchShare { get; init; }

    /// <summary>What a month of 730 hours costs; null where a price or the number of replicas is not known.</summary>
    /// <value>In USD.</value>
    public decimal? UsdPerMonth { get; init; }

    /// <summary>The expected time to the first token at the objective's percentile; null where it is not known.</summary>
    [JsonPropertyName("ttft_ms")]
    public TimeSpan? TimeToFirstToken { get; init; }

    /// <summary>Whether it meets the objective; null where that is not known.</summary>
    public bool? MeetsObjective { get; init; }

    /// <summary>What is to be said about it, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get => field ?? []; init; }

    /// <summary>Names it in a few words.</summary>
    /// <returns>Such as <c>mix: 2 x 1xnvidia-h100-80gb, 4 % to serverless</c>.</returns>
    public override string ToString() => AdviceWords.Name(this);
}
