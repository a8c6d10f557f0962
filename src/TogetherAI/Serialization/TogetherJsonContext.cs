using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>How everything on the wire is read and written. Generated at compile time: nothing here reflects, so nothing breaks when trimmed.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    Converters =
    [
        typeof(WireListConverter<ChatChoice>),
        typeof(WireListConverter<ChatChunkChoice>),
        typeof(WireListConverter<ChatContentPart>),
        typeof(WireListConverter<CompletionChoice>),
        typeof(WireListConverter<CompletionChunkChoice>),
        typeof(WireListConverter<InferenceWarning>),
        typeof(WireListConverter<ModelInfo>),
        typeof(WireListConverter<PromptEcho>),
        typeof(WireListConverter<string>),
        typeof(WireListConverter<TokenLogProb>),
        typeof(WireListConverter<ToolCall>),

        // Files and batches
        typeof(WireListConverter<BatchJob>),
        typeof(WireListConverter<TogetherFile>),
        typeof(WireTimeConverter),

        // embeddings, rerank
        typeof(WireListConverter<EmbeddingData>),
        typeof(WireListConverter<RerankDocument>),
        typeof(WireListConverter<RerankResult>),
    ])]
[JsonSerializable(typeof(ChatRequest))]
[JsonSerializable(typeof(ChatResponse))]
[JsonSerializable(typeof(ChatChunk))]
[JsonSerializable(typeof(CompletionRequest))]
[JsonSerializable(typeof(CompletionResponse))]
[JsonSerializable(typeof(CompletionChunk))]
[JsonSerializable(typeof(ModelList))]
[JsonSerializable(typeof(IReadOnlyList<ModelInfo>))]
[JsonSerializable(typeof(IReadOnlyList<ChatContentPart>))]
[JsonSerializable(typeof(JsonNode))]
[JsonSerializable(typeof(EmptyResponse))]

// Files and batches
[JsonSerializable(typeof(TogetherFile))]
[JsonSerializable(typeof(FileList))]
[JsonSerializable(typeof(FileDeletion))]
[JsonSerializable(typeof(BatchCreateRequest))]
[JsonSerializable(typeof(BatchCreation))]
[JsonSerializable(typeof(BatchList))]
[JsonSerializable(typeof(IReadOnlyList<BatchJob>))]

// embeddings, rerank
[JsonSerializable(typeof(EmbeddingRequest))]
[JsonSerializable(typeof(EmbeddingResponse))]
[JsonSerializable(typeof(RerankRequest))]
[JsonSerializable(typeof(RerankResponse))]
internal sealed partial class TogetherJsonContext : JsonSerializerContext;
