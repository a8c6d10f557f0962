using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>What was measured with so many requests at once. Immutable.</summary>
public sealed record ThroughputLevel
{
    /// <summary>How many requests ran at once.</summary>
    public required int Concurrency { get; init; }

    /// <summary>How many were answered.</summary>
    public required int Requests { get; init; }

    /// <summary>How many failed.</summary>
    public required int Failed { get; init; }

    /// <summary>Answered requests a second.</summary>
    public required double RequestsPerSecond { get; init; }

    /// <summary>Generated tokens a second, of all requests together.</summary>
    public required double TokensPerSecond { get; init; }

    /// <summary>Tokens of prompts a second, of all requests together.</summary>
    public required double PromptTokensPerSecond { get; init; }

    /// <summary>Tokens a second that a single answer got after its first: the median.</summary>
    public required double StreamTokensPerSecond { get; init; }

    /// <summary>The time to the first token that half of the requests did not exceed.</summary>
    [JsonPropertyName("ttft_p50_ms")]
    public required TimeSpan TimeToFirstTokenP50 { get; init; }

    /// <summary>The time to the first token that 95 of 100 requests did not exceed.</summary>
    [JsonPropertyName("ttft_p95_ms")]
    public required TimeSpan TimeToFirstTokenP95 { get; init; }
}
