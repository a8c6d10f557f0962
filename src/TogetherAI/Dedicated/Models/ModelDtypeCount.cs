using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>How many of a model's parameters are stored in one type of number. Immutable.</summary>
public sealed record ModelDtypeCount : WireModel
{
    /// <summary>The type, such as <c>bfloat16</c>.</summary>
    public string Dtype { get => field ?? ""; init; }

    /// <summary>How many parameters.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public long Count { get; init; }
}
