using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>A piece of one of a model's continuations. Immutable.</summary>
public sealed record CompletionChunkChoice : WireModel
{
    /// <summary>The number of the continuation it belongs to, from 0.</summary>
    public int Index { get; init; }

    /// <summary>The piece of text; null where it stands elsewhere.</summary>
    public string? Text { get; init; }

    /// <summary>The same in the form of a chat's piece, from servers that send it.</summary>
    public ChatDelta? Delta { get; init; }

    /// <summary>Why the continuation ended, from servers that say it here; see <see cref="CompletionChunk.FinishReason"/>.</summary>
    public FinishReason? FinishReason { get; init; }

    /// <summary>How likely the token was, from servers that say it here; see <see cref="CompletionToken.Logprob"/>.</summary>
    [JsonPropertyName("logprobs")]
    public ChunkLogProbs? LogProbs { get; init; }

    /// <summary>The likeliest tokens, where they were asked for.</summary>
    [JsonConverter(typeof(TopLogProbsConverter))]
    public IReadOnlyList<IReadOnlyDictionary<string, double>>? TopLogprobs { get; init; }

    /// <summary>The seed it is sampled with, from servers that say it here.</summary>
    public long? Seed { get; init; }
}
