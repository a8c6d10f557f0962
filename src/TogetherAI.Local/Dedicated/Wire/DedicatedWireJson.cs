using System.Text.Json.Serialization;

namespace TogetherAI.Local.Dedicated;

/// <summary>What the second version of the management routes puts on the wire: camel case, and nothing for what is not there.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WireEndpoint))]
[JsonSerializable(typeof(WirePage<WireEndpoint>))]
[JsonSerializable(typeof(WireDeployment))]
[JsonSerializable(typeof(WirePage<WireDeployment>))]
[JsonSerializable(typeof(WirePublicEndpoint))]
[JsonSerializable(typeof(WirePage<WirePublicEndpoint>))]
[JsonSerializable(typeof(WireSupportedModel))]
[JsonSerializable(typeof(WirePage<WireSupportedModel>))]
[JsonSerializable(typeof(WireInstanceType))]
[JsonSerializable(typeof(WirePage<WireInstanceType>))]
[JsonSerializable(typeof(WireConfig))]
[JsonSerializable(typeof(WirePage<WireConfig>))]
[JsonSerializable(typeof(WireEvent))]
[JsonSerializable(typeof(WirePage<WireEvent>))]
[JsonSerializable(typeof(WireAnalytics))]
[JsonSerializable(typeof(WireEmpty))]
internal sealed partial class DedicatedWireJson : JsonSerializerContext;
