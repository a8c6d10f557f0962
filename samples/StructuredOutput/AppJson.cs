using System.Text.Json.Serialization;

namespace StructuredOutput;

/// <summary>How a <see cref="Person"/> stands in JSON, worked out when this is compiled: nothing is found out by reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Person))]
public sealed partial class AppJson : JsonSerializerContext;
