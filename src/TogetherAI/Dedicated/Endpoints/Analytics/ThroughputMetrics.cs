namespace TogetherAI;

/// <summary>How much was done in a time. Immutable.</summary>
public sealed record ThroughputMetrics : WireModel
{
    /// <summary>Tokens generated a second, on average.</summary>
    public double? TokensPerSecond { get; init; }

    /// <summary>Requests completed a second, on average.</summary>
    public double? RequestsPerSecond { get; init; }

    /// <summary>Requests that the engine worked on at a time, on average.</summary>
    public double? AvgBatchSize { get; init; }

    /// <summary>Batches queued or in work in the engine, on average.</summary>
    public double? AvgBatchDepth { get; init; }
}
