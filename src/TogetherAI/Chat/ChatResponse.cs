using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>A model's answer to a conversation. Immutable.</summary>
public sealed record ChatResponse : TogetherResponse, IGenerationResponse
{
    /// <summary>The answer's id.</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>Always <c>chat.completion</c>.</summary>
    public string Object { get => field ?? ""; init; }

    /// <summary>When it was made, in seconds since 1970 (UTC).</summary>
    public long Created { get; init; }

    /// <summary>The model that answered.</summary>
    public string Model { get => field ?? ""; init; }

    /// <summary>The answers, as many as were asked for. Never null.</summary>
    public IReadOnlyList<ChatChoice> Choices { get => field ?? []; init; }

    /// <summary>What it cost; null where the service did not say.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>The prompt, where it was to be repeated.</summary>
    public IReadOnlyList<PromptEcho>? Prompt { get; init; }

    /// <summary>What the service wants known.</summary>
    public IReadOnlyList<InferenceWarning>? Warnings { get; init; }

    /// <summary>The configuration of the model's server, where it tells.</summary>
    public string? SystemFingerprint { get; init; }

    /// <summary>The text of the first answer; empty where it has none. Never null.</summary>
    [JsonIgnore, JsonPropertyName("(text)")]
    public string Text => Message?.Text ?? (Choices.Count > 0 ? Choices[0].Text : null) ?? "";

    /// <summary>The first answer's message; null where there is none. Add it to the conversation to go on.</summary>
    [JsonIgnore, JsonPropertyName("(message)")]
    public ChatMessage? Message => Choices.Count > 0 ? Choices[0].Message : null;

    /// <summary>The calls the first answer asks for. Never null.</summary>
    [JsonIgnore, JsonPropertyName("(tool_calls)")]
    public IReadOnlyList<ToolCall> ToolCalls => Message?.ToolCalls ?? [];

    /// <summary>Why the first answer ended; null where the service did not say.</summary>
    [JsonIgnore, JsonPropertyName("(finish_reason)")]
    public FinishReason? FinishReason => Choices.Count > 0 ? Choices[0].FinishReason : null;

    /// <summary>
    /// The conversation that a tool loop held: the request's messages, the model's calls, the tools' answers, and this answer's message last.
    /// Empty for an answer that came of one call. Never null.
    /// </summary>
    [JsonIgnore, JsonPropertyName("(transcript)")]
    public IReadOnlyList<ChatMessage> Transcript { get => field ?? []; init; }

    /// <summary>How an <see cref="OverflowRouter"/> found the lane that answered, and what it cost; null for an answer without one.</summary>
    [JsonIgnore, JsonPropertyName("(route)")]
    public RouteReport? Route => Routed?.Call.Report(Routed.Value.Winner);

    [JsonIgnore]
    internal (RoutedCall Call, RoutedAttempt Winner)? Routed { get; set; }

    string[] IGenerationResponse.FinishReasons =>
        [.. Choices.Where(static choice => choice.FinishReason is not null).Select(static choice => choice.FinishReason!.Value.Value)];
}
