using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>One of a model's continuations of the same text. Immutable.</summary>
public sealed record CompletionChoice : WireModel
{
    /// <summary>Its number, from 0; null where the service sent none, and then its place in the list is its number.</summary>
    public int? Index { get; init; }

    /// <summary>The text the model went on with. Never null.</summary>
    public string Text { get => field ?? ""; init; }

    /// <summary>Why it ended; null where the service did not say.</summary>
    public FinishReason? FinishReason { get; init; }

    /// <summary>How likely its tokens were, where that was asked for.</summary>
    [JsonPropertyName("logprobs")]
    public LogProbs? LogProbs { get; init; }

    /// <summary>The seed it was sampled with.</summary>
    public long? Seed { get; init; }
}
