using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>What a chunk adds to a message. Immutable.</summary>
public sealed record ChatDelta : WireModel
{
    /// <summary>Who speaks; usually only in the first chunk.</summary>
    public ChatRole? Role { get; init; }

    /// <summary>A piece of the text.</summary>
    public string? Content { get; init; }

    /// <summary>The token's id, where the service tells.</summary>
    public int? TokenId { get; init; }

    /// <summary>A piece of what the model thinks, in the field most models use.</summary>
    public string? Reasoning { get; init; }

    /// <summary>A piece of what the model thinks, in the field some models use instead.</summary>
    public string? ReasoningContent { get; init; }

    /// <summary>Pieces of the calls the model asks for.</summary>
    public IReadOnlyList<ToolCall>? ToolCalls { get; init; }

    /// <summary>A piece of a call in the older form.</summary>
    public FunctionCall? FunctionCall { get; init; }

    /// <summary>A piece of what the model thinks, whichever field it came in.</summary>
    [JsonIgnore, JsonPropertyName("(reasoning_text)")]
    public string? ReasoningText => Reasoning is { Length: > 0 } ? Reasoning : ReasoningContent ?? Reasoning;

    /// <summary>Whether anything here was generated: text, reasoning or a call, not just a role.</summary>
    [JsonIgnore]
    internal bool HasContent =>
        !string.IsNullOrEmpty(Content) || !string.IsNullOrEmpty(ReasoningText) || ToolCalls is { Count: > 0 } || FunctionCall is not null;
}
