using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>How everything on the wire is read and written. Generated at compile time: nothing here reflects, so nothing breaks when trimmed.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(ChatRequest))]
[JsonSerializable(typeof(ChatResponse))]
[JsonSerializable(typeof(ChatChunk))]
[JsonSerializable(typeof(IReadOnlyList<ChatContentPart>))]
[JsonSerializable(typeof(JsonNode))]
internal sealed partial class TogetherJsonContext : JsonSerializerContext;
