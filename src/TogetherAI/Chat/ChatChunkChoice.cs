using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>A piece of one of a model's answers. Immutable.</summary>
public sealed record ChatChunkChoice : WireModel
{
    /// <summary>The number of the answer it belongs to, from 0.</summary>
    public int Index { get; init; }

    /// <summary>What is new.</summary>
    public ChatDelta? Delta { get; init; }

    /// <summary>Why the answer ended; null while it goes on.</summary>
    public FinishReason? FinishReason { get; init; }

    /// <summary>How likely the token was, where that was asked for.</summary>
    [JsonPropertyName("logprobs")]
    public ChunkLogProbs? LogProbs { get; init; }

    /// <summary>The likeliest tokens, where they were asked for.</summary>
    [JsonConverter(typeof(TopLogProbsConverter))]
    public IReadOnlyList<IReadOnlyDictionary<string, double>>? TopLogprobs { get; init; }

    /// <summary>The seed the answer is sampled with.</summary>
    public long? Seed { get; init; }
}
