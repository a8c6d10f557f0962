using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>How fast a model was with a profile. Immutable.</summary>
public sealed record ProfileBenchmarks : WireModel
{
    /// <summary>Tokens a second of one answer.</summary>
    public double? DecodingSpeedTps { get; init; }

    /// <summary>Time to the first token, in milliseconds.</summary>
    public int? TimeToFirstTokenMs { get; init; }

    /// <summary>The longest context, in tokens.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public long? MaxContextLength { get; init; }
}
