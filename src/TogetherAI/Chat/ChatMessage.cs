using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>
/// A message of a conversation, of a request or of an answer: the model's message can be sent back as it came, with its tool calls and its
/// reasoning. Immutable.
/// </summary>
public sealed record ChatMessage : WireModel
{
    /// <summary>Who speaks.</summary>
    public ChatRole Role { get; init; }

    /// <summary>What is said; null where there are only tool calls.</summary>
    public ChatContent? Content { get; init; }

    /// <summary>Tells speakers of the same role apart.</summary>
    public string? Name { get; init; }

    /// <summary>The calls the model asks for.</summary>
    public IReadOnlyList<ToolCall>? ToolCalls { get; init; }

    /// <summary>The call that a tool's message answers.</summary>
    public string? ToolCallId { get; init; }

    /// <summary>What the model thought before it answered, in the field most models use.</summary>
    public string? Reasoning { get; init; }

    /// <summary>What the model thought before it answered, in the field some models use instead.</summary>
    public string? ReasoningContent { get; init; }

    /// <summary>A call in the older form.</summary>
    public FunctionCall? FunctionCall { get; init; }

    /// <summary>The text of <see cref="Content"/>; empty where it has none. Never null.</summary>
    [JsonIgnore, JsonPropertyName("(text)")]
    public string Text => Content?.Text ?? "";

    /// <summary>What the model thought before it answered, whichever field it came in; null where it did not say.</summary>
    [JsonIgnore, JsonPropertyName("(reasoning_text)")]
    public string? ReasoningText => Reasoning is { Length: > 0 } ? Reasoning : ReasoningContent ?? Reasoning;

    /// <summary>A message that sets the rules.</summary>
    /// <param name="text">The rules.</param>
    /// <returns>The message.</returns>
    public static ChatMessage System(string text) => new() { Role = ChatRole.System, Content = text };

    /// <summary>A message that asks.</summary>
    /// <param name="content">The question: a text, or parts made with <see cref="ChatContent.FromParts"/>.</param>
    /// <returns>The message.</returns>
    public static ChatMessage User(ChatContent content) => new() { Role = ChatRole.User, Content = content };

    /// <summary>A message of the model's.</summary>
    /// <param name="text">What it said; null where it only called tools.</param>
    /// <param name="toolCalls">The calls it asked for; null for none.</param>
    /// <returns>The message.</returns>
    public static ChatMessage Assistant(string? text, IReadOnlyList<ToolCall>? toolCalls = null) =>
        new() { Role = ChatRole.Assistant, Content = text is null ? null : (ChatContent)text, ToolCalls = toolCalls };

    /// <summary>A tool's answer to a call.</summary>
    /// <param name="toolCallId">The <see cref="ToolCall.Id"/> of the call.</param>
    /// <param name="text">The answer, often JSON.</param>
    /// <returns>The message.</returns>
    public static ChatMessage Tool(string toolCallId, string text) => new() { Role = ChatRole.Tool, ToolCallId = toolCallId, Content = text };
}
