using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>How many tokens there were. Immutable.</summary>
public sealed record TokenMetrics : WireModel
{
    /// <summary>Tokens of all prompts.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public long? TotalInputTokens { get; init; }

    /// <summary>Tokens of all answers.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public long? TotalOutputTokens { get; init; }

    /// <summary>Tokens of a prompt, on average.</summary>
    public double? AvgInputTokens { get; init; }

    /// <summary>Tokens of an answer, on average.</summary>
    public double? AvgOutputTokens { get; init; }
}
