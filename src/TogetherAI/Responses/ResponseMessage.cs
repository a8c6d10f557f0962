using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>A message of a conversation. Immutable.</summary>
public sealed record ResponseMessage : ResponseItem
{
    /// <inheritdoc/>
    public override string Type { get => field ?? "message"; init; }

    /// <summary>Who speaks.</summary>
    public ChatRole Role { get; init; }

    /// <summary>What is said; null where nothing is.</summary>
    public ResponseContent? Content { get; init; }

    /// <summary>The text of the message, put together. Never null.</summary>
    [JsonIgnore, JsonPropertyName("(text)")]
    public string Text => Content?.Text ?? "";

    /// <summary>A message that asks.</summary>
    /// <param name="text">What it says.</param>
    /// <returns>The message.</returns>
    public static ResponseMessage User(string text) => new() { Role = ChatRole.User, Content = text };

    /// <summary>A message that sets the rules.</summary>
    /// <param name="text">What it says.</param>
    /// <returns>The message.</returns>
    public static ResponseMessage System(string text) => new() { Role = ChatRole.System, Content = text };

    /// <summary>A message of the model's.</summary>
    /// <param name="text">What it says.</param>
    /// <returns>The message.</returns>
    public static ResponseMessage Assistant(string text) => new() { Role = ChatRole.Assistant, Content = text };
}
