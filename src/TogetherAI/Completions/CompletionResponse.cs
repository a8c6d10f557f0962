using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>A model's continuation of a text. Immutable.</summary>
public sealed record CompletionResponse : TogetherResponse, IGenerationResponse
{
    /// <summary>The answer's id.</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>Always <c>text.completion</c>, with a dot.</summary>
    public string Object { get => field ?? ""; init; }

    /// <summary>When it was made, in seconds since 1970 (UTC).</summary>
    public long Created { get; init; }

    /// <summary>The model that answered.</summary>
    public string Model { get => field ?? ""; init; }

    /// <summary>The continuations, as many as were asked for. Never null.</summary>
    public IReadOnlyList<CompletionChoice> Choices { get => field ?? []; init; }

    /// <summary>What it cost; null where the service did not say.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>The prompt, where it was to be repeated, with its log-probabilities where those were asked for too.</summary>
    public IReadOnlyList<PromptEcho>? Prompt { get; init; }

    /// <summary>The text of the first continuation; empty where it has none. Never null.</summary>
    [JsonIgnore, JsonPropertyName("(text)")]
    public string Text => Choices.Count > 0 ? Choices[0].Text : "";

    /// <summary>Why the first continuation ended; null where the service did not say.</summary>
    [JsonIgnore, JsonPropertyName("(finish_reason)")]
    public FinishReason? FinishReason => Choices.Count > 0 ? Choices[0].FinishReason : null;

    string[] IGenerationResponse.FinishReasons =>
        [.. Choices.Where(static choice => choice.FinishReason is not null).Select(static choice => choice.FinishReason!.Value.Value)];
}
