using System.Text.Json;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>A conversation for a model to go on with. Immutable: <c>with</c> makes a changed copy.</summary>
public sealed record ChatRequest : GenerationRequest
{
    /// <summary>The conversation so far, oldest message first.</summary>
    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    /// <summary>The tools the model may ask to have called.</summary>
    public IReadOnlyList<ChatTool>? Tools { get; init; }

    /// <summary>Whether and which tools the model uses; null for the model's own choice.</summary>
    public ToolChoice? ToolChoice { get; init; }

    /// <summary>The form of the answer; null for free text. Not every model knows every form, and few combine it with tools.</summary>
    public ResponseFormat? ResponseFormat { get; init; }

    /// <summary>How long a reasoning model thinks (gpt-oss and its like).</summary>
    public ReasoningEffort? ReasoningEffort { get; init; }

    /// <summary>Turns reasoning on or off, for models that can do both.</summary>
    public ReasoningOptions? Reasoning { get; init; }

    /// <summary>What happens when prompt and limit exceed the context; null for an error.</summary>
    [JsonPropertyName("context_length_exceeded_behavior")]
    public ContextLengthBehavior? ContextLengthBehavior { get; init; }

    /// <summary>Values handed to the model's chat template; which ones it knows is the model's affair.</summary>
    public IReadOnlyDictionary<string, JsonElement>? ChatTemplateKwargs { get; init; }

    /// <summary>The compliance regime under which the request must be served, such as <c>hipaa</c>.</summary>
    public string? Compliance { get; init; }

    /// <summary>The older form of <see cref="ToolChoice"/>, for models that still want it.</summary>
    public FunctionCallChoice? FunctionCall { get; init; }
}
