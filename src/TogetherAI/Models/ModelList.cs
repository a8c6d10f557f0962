using System.Collections;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>
/// The models of a service. Immutable. together.ai sends a bare array, servers that follow OpenAI an object with the array in it; both are
/// read, and each is written again as it came.
/// </summary>
[JsonConverter(typeof(ModelListConverter))]
public sealed record ModelList : TogetherResponse, IReadOnlyList<ModelInfo>
{
    /// <summary>How many models there are.</summary>
    public int Count => Data.Count;

    /// <summary>The models. Never null.</summary>
    internal IReadOnlyList<ModelInfo> Data { get; init; } = [];

    /// <summary>Whether the array stood in an object.</summary>
    internal bool IsEnveloped { get; init; }

    /// <summary>A model by its place in the list.</summary>
    /// <param name="index">From 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is negative or not less than <see cref="Count"/>.</exception>
    public ModelInfo this[int index] => Data[index];

    /// <summary>Goes through the models in the service's order.</summary>
    /// <returns>The enumerator.</returns>
    public IEnumerator<ModelInfo> GetEnumerator() => Data.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
