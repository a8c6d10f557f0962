using System.Text.Json.Serialization;

namespace TogetherAI.Local.Wire;

internal sealed record WireChatCompletion
{
    public required string Id { get; init; }

    public string Object => "chat.completion";

    public required long Created { get; init; }

    public required string Model { get; init; }

    public required IReadOnlyList<WirePrompt> Prompt { get; init; }

    public required IReadOnlyList<WireChatChoice> Choices { get; init; }

    public required WireUsage Usage { get; init; }
}

internal sealed record WireChatChoice
{
    public required int Index { get; init; }

    public required string FinishReason { get; init; }

    public required long Seed { get; init; }

    public required WireLogProbs? Logprobs { get; init; }

    public required WireChatMessage Message { get; init; }
}

internal sealed record WireChatMessage(
    string? Content, IReadOnlyList<WireToolCall> ToolCalls, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reasoning = null)
{
    [JsonPropertyOrder(-1)]
    public string Role => "assistant";
}
