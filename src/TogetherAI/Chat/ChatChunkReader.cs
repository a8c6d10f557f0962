using System.Text.Json;

namespace TogetherAI;

/// <summary>
/// Reads the chunks of one stream. Hand-written for the one shape that comes ten thousand times: a chunk's strings that never change
/// (id, model) are made once, and only what carries content is allocated. Rare parts go through the generated reader; a test holds
/// the two to the same result. Not thread-safe.
/// </summary>
internal sealed partial class ChatChunkReader
{
    private string? _id;
    private string? _object;
    private string? _model;
    private string? _fingerprint;

    /// <summary>Reads a chunk; the reader stands on its first token, and afterwards on its last.</summary>
    /// <exception cref="JsonException">It is not a chunk.</exception>
    public ChatChunk Read(ref Utf8JsonReader reader)
    {
        try
        {
            return ReadChunk(ref reader);
        }
        catch (InvalidOperationException exception)
        {
            // What the JSON reader throws at text that is not Unicode: broken UTF-8, half a surrogate pair.
            throw new JsonException("A chunk holds text that is not valid Unicode.", exception);
        }
    }

    private ChatChunk ReadChunk(ref Utf8JsonReader reader)
    {
        Require(ref reader, JsonTokenType.StartObject);
        string? id = null, kind = null, model = null, fingerprint = null;
        long created = 0;
        IReadOnlyList<ChatChunkChoice>? choices = null;
        TokenUsage? usage = null;
        IReadOnlyList<InferenceWarning>? warnings = null;
        Dictionary<string, JsonElement>? unknown = null;

        while (NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("choices"u8))
                choices = ReadChoices(ref reader);
            else if (reader.ValueTextEquals("id"u8))
                id = ReadRepeated(ref reader, ref _id);
            else if (reader.ValueTextEquals("object"u8))
                kind = ReadRepeated(ref reader, ref _object);
            else if (reader.ValueTextEquals("created"u8))
                created = ReadInt64(ref reader) ?? throw NotNull("created");
            else if (reader.ValueTextEquals("model"u8))
                model = ReadRepeated(ref reader, ref _model);
            else if (reader.ValueTextEquals("usage"u8))
                usage = ReadOrNull(ref reader, TogetherJsonContext.Default.TokenUsage);
            else if (reader.ValueTextEquals("system_fingerprint"u8))
                fingerprint = ReadRepeated(ref reader, ref _fingerprint);
            else if (reader.ValueTextEquals("warnings"u8))
                warnings = ReadOrNull(ref reader, TogetherJsonContext.Default.IReadOnlyListInferenceWarning);
            else
                Keep(ref reader, ref unknown);
        }

        return new ChatChunk
        {
            Id = id!, Object = kind!, Created = created, Model = model!, SystemFingerprint = fingerprint, Choices = choices!, Usage = usage,
            Warnings = warnings, ExtensionData = unknown,
        };
    }

    private static ChatChunkChoice[]? ReadChoices(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        Require(ref reader, JsonTokenType.StartArray);
        ChatChunkChoice[] choices = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Array.Resize(ref choices, choices.Length + 1);
            choices[^1] = ReadChoice(ref reader);
        }

        return choices;
    }

    private static ChatChunkChoice ReadChoice(ref Utf8JsonReader reader)
    {
        Require(ref reader, JsonTokenType.StartObject);
        int index = 0;
        ChatDelta? delta = null;
        FinishReason? finishReason = null;
        ChunkLogProbs? logProbs = null;
        IReadOnlyList<IReadOnlyDictionary<string, double>>? topLogProbs = null;
        long? seed = null;
        Dictionary<string, JsonElement>? unknown = null;

        while (NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("delta"u8))
                delta = ReadDelta(ref reader);
            else if (reader.ValueTextEquals("index"u8))
                index = ReadInt32(ref reader) ?? throw NotNull("index");
            else if (reader.ValueTextEquals("finish_reason"u8))
                finishReason = ReadWireString<FinishReason>(ref reader);
            else if (reader.ValueTextEquals("logprobs"u8))
                logProbs = ReadOrNull(ref reader, TogetherJsonContext.Default.ChunkLogProbs);
            else if (reader.ValueTextEquals("top_logprobs"u8))
                topLogProbs = ReadTopLogProbs(ref reader);
            else if (reader.ValueTextEquals("seed"u8))
                seed = ReadInt64(ref reader);
            else
                Keep(ref reader, ref unknown);
        }

        return new ChatChunkChoice
        {
            Index = index, Delta = delta, FinishReason = finishReason, LogProbs = logProbs, TopLogprobs = topLogProbs, Seed = seed,
            ExtensionData = unknown,
        };
    }

    private static ChatDelta? ReadDelta(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        Require(ref reader, JsonTokenType.StartObject);
        ChatRole? role = null;
        string? content = null, reasoning = null, reasoningContent = null;
        int? tokenId = null;
        IReadOnlyList<ToolCall>? toolCalls = null;
        FunctionCall? functionCall = null;
        Dictionary<string, JsonElement>? unknown = null;

        while (NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("content"u8))
                content = ReadString(ref reader);
            else if (reader.ValueTextEquals("role"u8))
                role = ReadWireString<ChatRole>(ref reader);
            else if (reader.ValueTextEquals("token_id"u8))
                tokenId = ReadInt32(ref reader);
            else if (reader.ValueTextEquals("reasoning"u8))
                reasoning = ReadString(ref reader);
            else if (reader.ValueTextEquals("reasoning_content"u8))
                reasoningContent = ReadString(ref reader);
            else if (reader.ValueTextEquals("tool_calls"u8))
                toolCalls = ReadOrNull(ref reader, TogetherJsonContext.Default.IReadOnlyListToolCall);
            else if (reader.ValueTextEquals("function_call"u8))
                functionCall = ReadOrNull(ref reader, TogetherJsonContext.Default.FunctionCall);
            else
                Keep(ref reader, ref unknown);
        }

        return new ChatDelta
        {
            Role = role, Content = content, TokenId = tokenId, Reasoning = reasoning, ReasoningContent = reasoningContent, ToolCalls = toolCalls,
            FunctionCall = functionCall, ExtensionData = unknown,
        };
    }
}
