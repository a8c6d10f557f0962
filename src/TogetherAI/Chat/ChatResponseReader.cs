using System.Text.Json;
using static TogetherAI.JsonValues;

namespace TogetherAI;

/// <summary>
/// Reads a whole answer. Hand-written for the one call that most programs make: the generated reader boxes every value of an object that
/// cannot be changed, and takes three times as long. Rare parts go through it still; a test holds the two to the same result.
/// </summary>
internal static class ChatResponseReader
{
    /// <summary>Reads the answer that a body holds; null where it holds nothing but null.</summary>
    /// <exception cref="JsonException">The body is not JSON, or not of an answer's shape.</exception>
    public static ChatResponse? Read(ReadOnlySpan<byte> body)
    {
        Utf8JsonReader reader = new(body);
        try
        {
            reader.Read();
            ChatResponse? response = reader.TokenType == JsonTokenType.Null ? null : ReadResponse(ref reader);
            if (reader.Read())
                throw new JsonException("There is more than one value.");
            return response;
        }
        catch (InvalidOperationException exception)
        {
            // What the JSON reader throws at text that is not Unicode: broken UTF-8, half a surrogate pair.
            throw new JsonException("The answer holds text that is not valid Unicode.", exception);
        }
    }

    private static ChatResponse ReadResponse(ref Utf8JsonReader reader)
    {
        Require(ref reader, JsonTokenType.StartObject);
        string? id = null, kind = null, model = null, fingerprint = null;
        long created = 0;
        IReadOnlyList<ChatChoice>? choices = null;
        TokenUsage? usage = null;
        IReadOnlyList<PromptEcho>? prompt = null;
        IReadOnlyList<InferenceWarning>? warnings = null;
        Dictionary<string, JsonElement>? unknown = null;
        while (NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("id"u8))
                id = ReadString(ref reader);
            else if (reader.ValueTextEquals("object"u8))
                kind = ReadString(ref reader);
            else if (reader.ValueTextEquals("created"u8))
                created = ReadInt64(ref reader) ?? throw NotNull("created");
            else if (reader.ValueTextEquals("model"u8))
                model = ReadString(ref reader);
            else if (reader.ValueTextEquals("choices"u8))
                choices = ReadList(ref reader, ReadChoice);
            else if (reader.ValueTextEquals("usage"u8))
                usage = ReadUsage(ref reader);
            else if (reader.ValueTextEquals("prompt"u8))
                prompt = ReadOrNull(ref reader, TogetherJsonContext.Default.IReadOnlyListPromptEcho);
            else if (reader.ValueTextEquals("warnings"u8))
                warnings = ReadOrNull(ref reader, TogetherJsonContext.Default.IReadOnlyListInferenceWarning);
            else if (reader.ValueTextEquals("system_fingerprint"u8))
                fingerprint = ReadString(ref reader);
            else
                Keep(ref reader, ref unknown);
        }

        return new ChatResponse
        {
            Id = id!, Object = kind!, Created = created, Model = model!, Choices = choices!, Usage = usage, Prompt = prompt, Warnings = warnings,
            SystemFingerprint = fingerprint, ExtensionData = unknown,
        };
    }

    private static ChatChoice ReadChoice(ref Utf8JsonReader reader)
    {
        Require(ref reader, JsonTokenType.StartObject);
        int index = 0;
        ChatMessage? message = null;
        FinishReason? finishReason = null;
        LogProbs? logProbs = null;
        IReadOnlyList<IReadOnlyDictionary<string, double>>? topLogProbs = null;
        long? seed = null;
        string? text = null;
        Dictionary<string, JsonElement>? unknown = null;
        while (NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("index"u8))
                index = ReadInt32(ref reader) ?? throw NotNull("index");
            else if (reader.ValueTextEquals("message"u8))
                message = ReadMessage(ref reader);
            else if (reader.ValueTextEquals("finish_reason"u8))
                finishReason = ReadWireString<FinishReason>(ref reader);
            else if (reader.ValueTextEquals("logprobs"u8))
                logProbs = ReadOrNull(ref reader, TogetherJsonContext.Default.LogProbs);
            else if (reader.ValueTextEquals("top_logprobs"u8))
                topLogProbs = ReadTopLogProbs(ref reader);
            else if (reader.ValueTextEquals("seed"u8))
                seed = ReadInt64(ref reader);
            else if (reader.ValueTextEquals("text"u8))
                text = ReadString(ref reader);
            else
                Keep(ref reader, ref unknown);
        }

        return new ChatChoice
        {
            Index = index, Message = message, FinishReason = finishReason, LogProbs = logProbs, TopLogprobs = topLogProbs, Seed = seed,
            Text = text, ExtensionData = unknown,
        };
    }

    private static ChatMessage? ReadMessage(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        Require(ref reader, JsonTokenType.StartObject);
        ChatRole role = default;
        ChatContent? content = null;
        string? name = null, toolCallId = null, reasoning = null, reasoningContent = null;
        IReadOnlyList<ToolCall>? toolCalls = null;
        FunctionCall? functionCall = null;
        Dictionary<string, JsonElement>? unknown = null;
        while (NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("role"u8))
                role = ReadWireString<ChatRole>(ref reader) ?? throw NotNull("role");
            else if (reader.ValueTextEquals("content"u8))
                content = ReadOrNull(ref reader, TogetherJsonContext.Default.ChatContent);
            else if (reader.ValueTextEquals("tool_calls"u8))
                toolCalls = ReadOrNull(ref reader, TogetherJsonContext.Default.IReadOnlyListToolCall);
            else if (reader.ValueTextEquals("reasoning"u8))
                reasoning = ReadString(ref reader);
            else if (reader.ValueTextEquals("reasoning_content"u8))
                reasoningContent = ReadString(ref reader);
            else if (reader.ValueTextEquals("function_call"u8))
                functionCall = ReadOrNull(ref reader, TogetherJsonContext.Default.FunctionCall);
            else if (reader.ValueTextEquals("name"u8))
                name = ReadString(ref reader);
            else if (reader.ValueTextEquals("tool_call_id"u8))
                toolCallId = ReadString(ref reader);
            else
                Keep(ref reader, ref unknown);
        }

        return new ChatMessage
        {
            Role = role, Content = content, Name = name, ToolCalls = toolCalls, ToolCallId = toolCallId, Reasoning = reasoning,
            ReasoningContent = reasoningContent, FunctionCall = functionCall, ExtensionData = unknown,
        };
    }

    private static TokenUsage? ReadUsage(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        Require(ref reader, JsonTokenType.StartObject);
        int promptTokens = 0, completionTokens = 0, totalTokens = 0;
        int? cached = null, reasoning = null;
        PromptTokensDetails? promptDetails = null;
        CompletionTokensDetails? completionDetails = null;
        Dictionary<string, JsonElement>? unknown = null;
        while (NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("prompt_tokens"u8))
                promptTokens = ReadInt32(ref reader) ?? throw NotNull("prompt_tokens");
            else if (reader.ValueTextEquals("completion_tokens"u8))
                completionTokens = ReadInt32(ref reader) ?? throw NotNull("completion_tokens");
            else if (reader.ValueTextEquals("total_tokens"u8))
                totalTokens = ReadInt32(ref reader) ?? throw NotNull("total_tokens");
            else if (reader.ValueTextEquals("cached_tokens"u8))
                cached = ReadInt32(ref reader);
            else if (reader.ValueTextEquals("reasoning_tokens"u8))
                reasoning = ReadInt32(ref reader);
            else if (reader.ValueTextEquals("prompt_tokens_details"u8))
                promptDetails = ReadOrNull(ref reader, TogetherJsonContext.Default.PromptTokensDetails);
            else if (reader.ValueTextEquals("completion_tokens_details"u8))
                completionDetails = ReadOrNull(ref reader, TogetherJsonContext.Default.CompletionTokensDetails);
            else
                Keep(ref reader, ref unknown);
        }

        return new TokenUsage
        {
            PromptTokens = promptTokens, CompletionTokens = completionTokens, TotalTokens = totalTokens, FlatCachedTokens = cached,
            FlatReasoningTokens = reasoning, PromptTokensDetails = promptDetails, CompletionTokensDetails = completionDetails, ExtensionData = unknown,
        };
    }
}
