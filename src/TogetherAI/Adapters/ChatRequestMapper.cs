using System.Globalization;
using System.Text.Json.Nodes;
using AI = Microsoft.Extensions.AI;

namespace TogetherAI;

/// <summary>A request out of messages and options. What a raw request sets already, options do not change.</summary>
internal static class ChatRequestMapper
{
    public static ChatRequest Map(AI.IChatClient adapter, IEnumerable<AI.ChatMessage> messages, AI.ChatOptions? options, string model)
    {
        ArgumentNullException.ThrowIfNull(messages);
        if (options?.ConversationId is not null)
        {
            throw new NotSupportedException(
                "The service keeps no conversations: leave ChatOptions.ConversationId null and send the messages so far with each request.");
        }

        ChatRequest raw = options?.RawRepresentationFactory?.Invoke(adapter) as ChatRequest ?? new ChatRequest { Model = "", Messages = [] };
        raw = raw with
        {
            Model = raw.Model.Length > 0 ? raw.Model : options?.ModelId ?? model,
            Messages = [.. raw.Messages, .. Instructions(options), .. messages.SelectMany(ChatMessageMapper.Map)],
        };
        return options is null ? raw : Apply(raw, options);
    }

    private static ChatRequest Apply(ChatRequest raw, AI.ChatOptions options)
    {
        List<ChatTool> tools = [.. raw.Tools ?? [], .. options.Tools?.Select(Map) ?? []];
        return raw with
        {
            MaxTokens = raw.MaxTokens ?? options.MaxOutputTokens,
            Temperature = raw.Temperature ?? Widen(options.Temperature),
            TopP = raw.TopP ?? Widen(options.TopP),
            TopK = raw.TopK ?? options.TopK,
            FrequencyPenalty = raw.FrequencyPenalty ?? Widen(options.FrequencyPenalty),
            PresencePenalty = raw.PresencePenalty ?? Widen(options.PresencePenalty),
            Seed = raw.Seed ?? options.Seed,
            Stop = raw.Stop ?? (options.StopSequences is { Count: > 0 } stop ? [.. stop] : null),
            Tools = tools.Count > 0 ? tools : null,
            ToolChoice = raw.ToolChoice ?? (tools.Count > 0 ? Map(options.ToolMode) : null),
            ResponseFormat = raw.ResponseFormat ?? Map(options.ResponseFormat),
            ReasoningEffort = raw.ReasoningEffort ?? Effort(options.Reasoning),
            Reasoning = raw.Reasoning ?? (options.Reasoning?.Effort == AI.ReasoningEffort.None ? new() { Enabled = false } : null),
            ExtraBody = Extra(raw.ExtraBody, options, tools.Count > 0),
        };
    }

    private static IEnumerable<ChatMessage> Instructions(AI.ChatOptions? options) =>
        string.IsNullOrWhiteSpace(options?.Instructions) ? [] : [ChatMessage.System(options.Instructions)];

    /// <summary>The decimal number that was meant: 0.2, not 0.20000000298.</summary>
    private static double? Widen(float? value) =>
        value is { } number ? double.Parse(number.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null;

    private static ChatTool Map(AI.AITool tool) => tool is AI.AIFunctionDeclaration function
        ? FunctionTools.From(function)
        : throw new NotSupportedException($"The service knows no tools but functions, and '{tool.Name}' is a {tool.GetType().Name}. Leave it out of ChatOptions.Tools.");

    private static ToolChoice? Map(AI.ChatToolMode? mode) => mode switch
    {
        null => null,
        AI.AutoChatToolMode => ToolChoice.Auto,
        AI.NoneChatToolMode => ToolChoice.None,
        AI.RequiredChatToolMode { RequiredFunctionName: { } name } => ToolChoice.ForFunction(name),
        AI.RequiredChatToolMode => ToolChoice.Required,
        _ => throw new NotSupportedException($"ChatOptions.ToolMode is a {mode.GetType().Name}, which has no counterpart in the service."),
    };

    private static ResponseFormat? Map(AI.ChatResponseFormat? format) => format switch
    {
        null => null,
        AI.ChatResponseFormatText => ResponseFormat.Text,
        AI.ChatResponseFormatJson { Schema: { } schema } json => new ResponseFormat
        {
            Type = "json_schema",
            JsonSchema = new JsonSchemaFormat { Name = json.SchemaName ?? "answer", Description = json.SchemaDescription, Schema = schema },
        },
        AI.ChatResponseFormatJson => ResponseFormat.JsonObject,
        _ => throw new NotSupportedException($"ChatOptions.ResponseFormat is a {format.GetType().Name}, which has no counterpart in the service."),
    };

    private static ReasoningEffort? Effort(AI.ReasoningOptions? reasoning) => reasoning?.Effort switch
    {
        AI.ReasoningEffort.Low => ReasoningEffort.Low,
        AI.ReasoningEffort.Medium => ReasoningEffort.Medium,
        AI.ReasoningEffort.High or AI.ReasoningEffort.ExtraHigh => ReasoningEffort.High, // the service knows no more than that
        _ => null,
    };

    private static JsonObject? Extra(JsonObject? raw, AI.ChatOptions options, bool hasTools)
    {
        JsonObject? extra = AdditionalFields.Merge(raw, options.AdditionalProperties);
        if (options.AllowMultipleToolCalls is { } parallel && hasTools)
            (extra ??= []).TryAdd("parallel_tool_calls", parallel);
        return extra;
    }
}
