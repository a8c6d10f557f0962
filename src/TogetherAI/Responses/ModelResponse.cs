using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>
/// A model's answer as a list of items. Immutable. What it repeats of the request is not typed; <see cref="WireModel.UnknownFields"/> has it.
/// </summary>
public sealed record ModelResponse : TogetherResponse, IGenerationResponse
{
    /// <summary>The answer's id. The service stores no answers: nothing can be asked by it.</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>Always <c>response</c>.</summary>
    public string Object { get => field ?? ""; init; }

    /// <summary>When it was made.</summary>
    /// <value>In seconds since 1970 (UTC).</value>
    public double CreatedAt { get; init; }

    /// <summary>The model that answered.</summary>
    public string Model { get => field ?? ""; init; }

    /// <summary>How it ended: check it, since an answer that failed is an answer too.</summary>
    public ResponseStatus Status { get; init; }

    /// <summary>What the model gave, in order: reasoning, messages, calls. Never null.</summary>
    public IReadOnlyList<ResponseItem> Output { get => field ?? []; init; }

    /// <summary>Why it failed; null where it did not.</summary>
    public ResponseError? Error { get; init; }

    /// <summary>Why it was cut off; null where it was not.</summary>
    public ResponseIncompleteDetails? IncompleteDetails { get; init; }

    /// <summary>What it cost; null where the service did not say.</summary>
    public ResponseUsage? Usage { get; init; }

    /// <summary>The text of all messages, put together. Never null. Some models write their reasoning into it.</summary>
    [JsonIgnore, JsonPropertyName("(text)")]
    public string Text => string.Concat(Output.OfType<ResponseMessage>().Select(static message => message.Text));

    /// <summary>The calls that the model wants made. Never null.</summary>
    [JsonIgnore, JsonPropertyName("(function_calls)")]
    public IReadOnlyList<ResponseFunctionCall> FunctionCalls => [.. Output.OfType<ResponseFunctionCall>()];

    TokenUsage? IGenerationResponse.Usage => Usage is null ? null : new TokenUsage
    {
        PromptTokens = Usage.InputTokens,
        CompletionTokens = Usage.OutputTokens,
        TotalTokens = Usage.TotalTokens,
        PromptTokensDetails = Usage.InputTokensDetails,
        CompletionTokensDetails = Usage.OutputTokensDetails,
    };

    string[] IGenerationResponse.FinishReasons => IncompleteDetails?.Reason is { } reason ? [reason] : [Status.Value];
}
