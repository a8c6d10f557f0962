using System.Text.Json;
using static TogetherAI.JsonValues;

namespace TogetherAI;

/// <summary>
/// Reads the chunks of one stream. Hand-written for the one shape that comes ten thousand times: a chunk's strings that never change
/// (id, model) are made once, and only what carries content is allocated. Rare parts go through the generated reader; a test holds
/// the two to the same result. Not thread-safe.
/// </summary>
internal sealed class ChatChunkReader
{
    private string? _id;
    private string? _object;
    private string? _model;
    private string? _fingerprint;
    private byte[] _head = [];
    private HeadValues _headValues;
    private JsonReaderState _headState;

    /// <summary>Reads the chunk that a frame holds, and nothing after it.</summary>
    /// <exception cref="JsonException">The frame is not JSON, or not of a chunk's shape.</exception>
    public ChatChunk Read(ReadOnlySpan<byte> frame)
    {
        try
        {
            return ReadChunk(frame);
        }
        catch (InvalidOperationException exception)
        {
            // What the JSON reader throws at text that is not Unicode: broken UTF-8, half a surrogate pair.
            throw new JsonException("A chunk holds text that is not valid Unicode.", exception);
        }
    }

    private ChatChunk ReadChunk(ReadOnlySpan<byte> frame)
    {
        // From one chunk to the next nothing changes up to the choices. The same bytes lead to the same values and the same state of the
        // reader, so it goes on from there: half of a frame is not read but compared.
        bool known = _head.Length > 0 && frame.StartsWith(_head);
        Utf8JsonReader reader = known ? new(frame[_head.Length..], isFinalBlock: true, _headState) : new(frame);
        HeadValues head = known ? _headValues : default;
        if (!known)
        {
            reader.Read();
            Require(ref reader, JsonTokenType.StartObject);
        }

        IReadOnlyList<ChatChunkChoice>? choices = known ? ReadList(ref reader, ReadChoice) : null;
        TokenUsage? usage = null;
        IReadOnlyList<InferenceWarning>? warnings = null;
        Dictionary<string, JsonElement>? unknown = null;
        while (NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("choices"u8))
            {
                if (!known && choices is null && usage is null && warnings is null && unknown is null)
                {
                    _head = frame[..(int)reader.BytesConsumed].ToArray();
                    _headValues = head;
                    _headState = reader.CurrentState;
                }

                choices = ReadList(ref reader, ReadChoice);
            }
            else if (reader.ValueTextEquals("id"u8))
                head.Id = ReadRepeated(ref reader, ref _id);
            else if (reader.ValueTextEquals("object"u8))
                head.Object = ReadRepeated(ref reader, ref _object);
            else if (reader.ValueTextEquals("created"u8))
                head.Created = ReadInt64(ref reader) ?? throw NotNull("created");
            else if (reader.ValueTextEquals("model"u8))
                head.Model = ReadRepeated(ref reader, ref _model);
            else if (reader.ValueTextEquals("usage"u8))
                usage = ReadOrNull(ref reader, TogetherJsonContext.Default.TokenUsage);
            else if (reader.ValueTextEquals("system_fingerprint"u8))
                head.SystemFingerprint = ReadRepeated(ref reader, ref _fingerprint);
            else if (reader.ValueTextEquals("warnings"u8))
                warnings = ReadOrNull(ref reader, TogetherJsonContext.Default.IReadOnlyListInferenceWarning);
            else
                Keep(ref reader, ref unknown);
        }

        if (reader.Read())
            throw new JsonException("There is more than one value in the frame.");
        return new ChatChunk
        {
            Id = head.Id!, Object = head.Object!, Created = head.Created, Model = head.Model!, SystemFingerprint = head.SystemFingerprint,
            Choices = choices!, Usage = usage, Warnings = warnings, ExtensionData = unknown,
        };
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

    /// <summary>What stands in front of a chunk's choices.</summary>
    private struct HeadValues
    {
        public string? Id;
        public string? Object;
        public long Created;
        public string? Model;
        public string? SystemFingerprint;
    }
}
