using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>The vector of one text. Immutable.</summary>
public sealed record EmbeddingData : WireModel
{
    /// <summary>Always <c>embedding</c>.</summary>
    public string Object { get => field ?? ""; init; }

    /// <summary>Which text it belongs to, from 0.</summary>
    public int Index { get; init; }

    /// <summary>The vector, of shape <c>[dimensions]</c>; the model says how many. Two records are equal only if they share its memory.</summary>
    [JsonPropertyName("embedding")]
    [JsonConverter(typeof(VectorConverter))]
    public ReadOnlyMemory<float> Vector { get; init; }
}
