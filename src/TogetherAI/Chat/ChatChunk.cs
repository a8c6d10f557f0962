using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>A piece of an answer that is streamed. Immutable. A chunk may hold no choice at all, such as the last one with the usage.</summary>
public sealed record ChatChunk : WireModel
{
    /// <summary>The answer's id; the same in every chunk.</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>Always <c>chat.completion.chunk</c>.</summary>
    public string Object { get => field ?? ""; init; }

    /// <summary>When the answer was begun, in seconds since 1970 (UTC).</summary>
    public long Created { get; init; }

    /// <summary>The model that answers.</summary>
    public string Model { get => field ?? ""; init; }

    /// <summary>The configuration of the model's server, where it tells.</summary>
    public string? SystemFingerprint { get; init; }

    /// <summary>The pieces, usually one. Never null.</summary>
    public IReadOnlyList<ChatChunkChoice> Choices { get => field ?? []; init; }

    /// <summary>What the answer cost: in the last chunk only, for the answer as a whole.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>What the service wants known.</summary>
    public IReadOnlyList<InferenceWarning>? Warnings { get; init; }

    /// <summary>The piece of the first answer's text; null where this chunk has none.</summary>
    [JsonIgnore, JsonPropertyName("(text)")]
    public string? Text => Delta?.Content;

    /// <summary>The piece of what the model thinks, whichever field it came in; null where this chunk has none.</summary>
    [JsonIgnore, JsonPropertyName("(reasoning)")]
    public string? Reasoning => Delta?.ReasoningText;

    /// <summary>The pieces of the calls the first answer asks for. Never null.</summary>
    [JsonIgnore, JsonPropertyName("(tool_calls)")]
    public IReadOnlyList<ToolCall> ToolCalls => Delta?.ToolCalls ?? [];

    /// <summary>Why the first answer ended; null while it goes on.</summary>
    [JsonIgnore, JsonPropertyName("(finish_reason)")]
    public FinishReason? FinishReason => First?.FinishReason;

    private ChatDelta? Delta => First?.Delta;

    private ChatChunkChoice? First
    {
        get
        {
            // Almost always there is one, of index 0; with n > 1 a chunk belongs to any of the answers. No foreach: it would allocate.
            IReadOnlyList<ChatChunkChoice> choices = Choices;
            for (int i = 0; i < choices.Count; i++)
            {
                if (choices[i].Index == 0)
                    return choices[i];
            }

            return null;
        }
    }
}
