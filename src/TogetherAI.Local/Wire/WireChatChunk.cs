using System.Text.Json.Serialization;

namespace TogetherAI.Local.Wire;

internal sealed record WireChatChunk
{
    public required string Id { get; init; }

    public string Object => "chat.completion.chunk";

    public required long Created { get; init; }

    public required string Model { get; init; }

    public required IReadOnlyList<WireChatChunkChoice> Choices { get; init; }

    public required WireUsage? Usage { get; init; }
}

internal sealed record WireChatChunkChoice
{
    public required int Index { get; init; }

    public required string? FinishReason { get; init; }

    /// <summary>A number in chunks, unlike in a whole answer: the log-probability of this token.</summary>
    public float? Logprobs { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, float>? TopLogprobs { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Seed { get; init; }

    public required WireChatDelta Delta { get; init; }
}

internal sealed record WireChatDelta
{
    public string Role => "assistant";

    public required string? Content { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reasoning { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? TokenId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<WireToolCall>? ToolCalls { get; init; }
}
