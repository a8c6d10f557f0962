using System.Collections;
using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>The batches of the account. Immutable.</summary>
[JsonConverter(typeof(BatchListConverter))]
public sealed record BatchList : TogetherResponse, IReadOnlyList<BatchJob>
{
    /// <summary>How many batches there are.</summary>
    public int Count => Data.Count;

    /// <summary>The batches. Never null.</summary>
    internal IReadOnlyList<BatchJob> Data { get; init; } = [];

    /// <summary>Whether the array stood in an object.</summary>
    internal bool IsEnveloped { get; init; }

    /// <summary>A batch by its place in the list.</summary>
    /// <param name="index">From 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is negative or not less than <see cref="Count"/>.</exception>
    public BatchJob this[int index] => Data[index];

    /// <summary>Goes through the batches in the service's order.</summary>
    /// <returns>The enumerator.</returns>
    public IEnumerator<BatchJob> GetEnumerator() => Data.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
