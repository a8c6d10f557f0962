using System.Text.Json;
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

        // Images, audio, video, code interpreter, responses, jobs.
        typeof(WireListConverter<AudioReference>),
        typeof(WireListConverter<CodeError>),
        typeof(WireListConverter<CodeFile>),
        typeof(WireListConverter<CodeOutput>),
        typeof(WireListConverter<CodeSession>),
        typeof(WireListConverter<ImageData>),
        typeof(WireListConverter<ImageLora>),
        typeof(WireListConverter<Job>),
        typeof(WireListConverter<JobStatusUpdate>),
        typeof(WireListConverter<McpTool>),
        typeof(WireListConverter<ModelVoices>),
        typeof(WireListConverter<ResponseItem>),
        typeof(WireListConverter<ResponsePart>),
        typeof(WireListConverter<ResponseTool>),
        typeof(WireListConverter<SpeakerSegment>),
        typeof(WireListConverter<TranscriptionSegment>),
        typeof(WireListConverter<TranscriptionWord>),
        typeof(WireListConverter<VideoFrameImage>),
        typeof(WireListConverter<VideoReference>),
        typeof(WireListConverter<Voice>),

        // Dedicated, first version
        typeof(WireListConverter<EndpointV1>),
        typeof(WireListConverter<EndpointV1Adapter>),
        typeof(WireListConverter<Hardware>),
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
[JsonSerializable(typeof(MultipartStart))]
[JsonSerializable(typeof(MultipartPlaces))]
[JsonSerializable(typeof(MultipartEnd))]
[JsonSerializable(typeof(BatchRecord))]
[JsonSerializable(typeof(BatchRow))]
[JsonSerializable(typeof(BatchCreateRequest))]
[JsonSerializable(typeof(BatchCreation))]
[JsonSerializable(typeof(BatchList))]
[JsonSerializable(typeof(IReadOnlyList<BatchJob>))]

// embeddings, rerank
[JsonSerializable(typeof(EmbeddingRequest))]
[JsonSerializable(typeof(EmbeddingResponse))]
[JsonSerializable(typeof(RerankRequest))]
[JsonSerializable(typeof(RerankResponse))]

// Images, audio, video, code interpreter, responses, jobs, account.
[JsonSerializable(typeof(AccountIdentity))]
[JsonSerializable(typeof(CodeRequest))]
[JsonSerializable(typeof(CodeResult))]
[JsonSerializable(typeof(CodeSessionList))]
[JsonSerializable(typeof(CodeDisplay))]
[JsonSerializable(typeof(ImageRequest))]
[JsonSerializable(typeof(ImageResponse))]
[JsonSerializable(typeof(Job))]
[JsonSerializable(typeof(JobList))]
[JsonSerializable(typeof(ModelUploadRequest))]
[JsonSerializable(typeof(ModelUpload))]
[JsonSerializable(typeof(ModelResponse))]
[JsonSerializable(typeof(ResponseRequest))]
[JsonSerializable(typeof(ResponseEvent))]
[JsonSerializable(typeof(UnknownResponseItem))]
[JsonSerializable(typeof(ResponseMessage))]
[JsonSerializable(typeof(ResponseReasoning))]
[JsonSerializable(typeof(ResponseFunctionCall))]
[JsonSerializable(typeof(ResponseFunctionOutput))]
[JsonSerializable(typeof(McpToolList))]
[JsonSerializable(typeof(McpCall))]
[JsonSerializable(typeof(McpApprovalRequest))]
[JsonSerializable(typeof(McpApprovalResponse))]
[JsonSerializable(typeof(SpeechRequest))]
[JsonSerializable(typeof(Transcription))]
[JsonSerializable(typeof(TranscriptionBody))]
[JsonSerializable(typeof(VoiceList))]
[JsonSerializable(typeof(VideoRequest))]
[JsonSerializable(typeof(VideoJob))]
[JsonSerializable(typeof(IReadOnlyList<ResponseItem>))]
[JsonSerializable(typeof(IReadOnlyList<ResponsePart>))]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]

// Dedicated, first version
[JsonSerializable(typeof(EndpointV1))]
[JsonSerializable(typeof(EndpointV1List))]
[JsonSerializable(typeof(EndpointV1Update))]
[JsonSerializable(typeof(CreateEndpointV1Request))]
[JsonSerializable(typeof(HardwareList))]
[JsonSerializable(typeof(AvailabilityZoneList))]
[JsonSerializable(typeof(EndpointV1AdapterList))]
[JsonSerializable(typeof(EndpointV1AdapterChange))]
[JsonSerializable(typeof(EndpointV1AdapterRequest))]
internal sealed partial class TogetherJsonContext : JsonSerializerContext;
