using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>The prompt, repeated in an answer because it was asked for. Immutable.</summary>
public sealed record PromptEcho : WireModel
{
    /// <summary>The prompt as the model saw it, chat template and all.</summary>
    public string? Text { get; init; }

    /// <summary>Its log-probabilities, where they were asked for.</summary>
    [JsonPropertyName("logprobs")]
    public LogProbs? LogProbs { get; init; }
}
