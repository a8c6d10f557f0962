using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>What is asked of whatever serves the requests. Immutable.</summary>
public sealed record WorkloadObjective
{
    /// <summary>The time within which the first token must come, for <see cref="Percentile"/> of the requests that somebody waits for.</summary>
    /// <value>More than zero.</value>
    [JsonPropertyName("ttft_ms")]
    public required TimeSpan TimeToFirstToken { get; init; }

    /// <summary>The share of requests that must be in time.</summary>
    /// <value>Default: 0.95. More than 0, less than 1.</value>
    public double Percentile { get; init; } = 0.95;

    /// <summary>Generated tokens a second that dedicated capacity must be able to make, whatever was recorded.</summary>
    /// <value>Default: null, what was recorded decides. More than 0.</value>
    public double? TokensPerSecond { get; init; }

    /// <summary>Plans for this many times the recorded load: the requests are replayed so much closer together.</summary>
    /// <value>Default: 1. From 0.01 to 100.</value>
    public double LoadFactor { get; init; } = 1;

    /// <summary>What holds for requests of which it was not recorded whether anybody waits: true, nobody does; false, somebody does.</summary>
    /// <value>Default: null, it is not known; they are planned as waited for, and the advice says so.</value>
    public bool? NobodyWaits { get; init; }

    /// <summary>The most replicas that come into question.</summary>
    /// <value>Default: 64. 1 to 256.</value>
    public int MaxReplicas { get; init; } = 64;

    internal void Check()
    {
        if (TimeToFirstToken <= TimeSpan.Zero)
            throw new ArgumentException("Objective.TimeToFirstToken is more than zero.");
        if (!(Percentile is > 0 and < 1))
            throw new ArgumentException("Objective.Percentile is a share: more than 0 and less than 1, such as 0.95.");
        if (TokensPerSecond is { } rate && !(rate > 0 && double.IsFinite(rate)))
            throw new ArgumentException("Objective.TokensPerSecond is more than 0.");
        if (!(LoadFactor is >= 0.01 and <= 100))
            throw new ArgumentException("Objective.LoadFactor is from 0.01 to 100.");
        if (MaxReplicas is < 1 or > 256)
            throw new ArgumentException("Objective.MaxReplicas is 1 to 256.");
    }
}
