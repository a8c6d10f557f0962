namespace TogetherAI;

/// <summary>How long requests took, in milliseconds. Immutable.</summary>
public sealed record LatencyMetrics : WireModel
{
    /// <summary>Time to the first token, in milliseconds: 50 of 100 requests were no slower.</summary>
    public double? TtftP50Ms { get; init; }

    /// <summary>Time to the first token, in milliseconds: 90 of 100 requests were no slower.</summary>
    public double? TtftP90Ms { get; init; }

    /// <summary>Time to the first token, in milliseconds: 99 of 100 requests were no slower.</summary>
    public double? TtftP99Ms { get; init; }

    /// <summary>Time to the whole answer, in milliseconds: 50 of 100 requests were no slower.</summary>
    public double? LatencyP50Ms { get; init; }

    /// <summary>Time to the whole answer, in milliseconds: 90 of 100 requests were no slower.</summary>
    public double? LatencyP90Ms { get; init; }

    /// <summary>Time to the whole answer, in milliseconds: 99 of 100 requests were no slower.</summary>
    public double? LatencyP99Ms { get; init; }

    /// <summary>Time from one token to the next, in milliseconds: 50 of 100 requests were no slower.</summary>
    public double? ItlP50Ms { get; init; }

    /// <summary>Time from one token to the next, in milliseconds: 90 of 100 requests were no slower.</summary>
    public double? ItlP90Ms { get; init; }

    /// <summary>Time from one token to the next, in milliseconds: 99 of 100 requests were no slower.</summary>
    public double? ItlP99Ms { get; init; }
}
