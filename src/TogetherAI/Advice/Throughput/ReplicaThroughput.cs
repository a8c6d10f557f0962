using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>What one replica on some hardware can do, measured by a <see cref="ThroughputProbe"/> or given. Immutable.</summary>
public sealed record ReplicaThroughput
{
    /// <summary>The hardware, by the name under which <see cref="WorkloadPrices.Hardware"/> has its price, such as <c>1xnvidia-h100-80gb</c>.</summary>
    public required string Hardware { get; init; }

    /// <summary>How fast it is.</summary>
    public required ReplicaPace Pace { get; init; }

    /// <summary>What was measured, level by level; empty where the pace was given.</summary>
    public IReadOnlyList<ThroughputLevel> Levels { get => field ?? []; init; }

    /// <summary>Why the measurement ended; null where the pace was given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Ended { get; init; }
}
