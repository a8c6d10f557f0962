using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>How a lease journal's records are read and written.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(LeaseEntry))]
internal sealed partial class LeaseJsonContext : JsonSerializerContext;
