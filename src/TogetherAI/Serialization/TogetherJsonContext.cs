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
// Dedicated, first version
[JsonSerializable(typeof(KeyProject))]
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
