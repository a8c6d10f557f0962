using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>How an advice and what it is made from are written and read. Generated at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    WriteIndented = true,
    NewLine = "\n",
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, // people write these files: a mistyped name must not be passed over
    Converters = [typeof(MillisecondsConverter), typeof(RoundedNumberConverter), typeof(UsdConverter)])]
[JsonSerializable(typeof(WorkloadAdvice))]
[JsonSerializable(typeof(WorkloadPrices))]
[JsonSerializable(typeof(WorkloadThroughput))]
internal sealed partial class AdviceJsonContext : JsonSerializerContext;
