using System.Text.Json.Serialization;
using OverflowGateway.Page;

namespace OverflowGateway;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(OpenAiError))]
[JsonSerializable(typeof(PageSnapshot))]
internal sealed partial class GatewayJson : JsonSerializerContext;
