using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>One of a model's answers to the same conversation. Immutable.</summary>
public sealed record ChatChoice : WireModel
{
    /// <summary>Its number, from 0.</summary>
    public int Index { get; init; }

    /// <summary>What the model says.</summary>
    public ChatMessage? Message { get; init; }

    /// <summary>Why it ended; null where the service did not say.</summary>
    public FinishReason? FinishReason { get; init; }

    /// <summary>How likely its tokens were, where that was asked for.</summary>
    [JsonPropertyName("logprobs")]
    public LogProbs? LogProbs { get; init; }

    /// <summary>The likeliest tokens, from servers that put them here.</summary>
    [JsonConverter(typeof(TopLogProbsConverter))]
    public IReadOnlyList<IReadOnlyDictionary<string, double>>? TopLogprobs { get; init; }

    /// <summary>The seed it was sampled with.</summary>
    public long? Seed { get; init; }

    /// <summary>The text, from servers that put it here instead of into the message.</summary>
    public string? Text { get; init; }
}
