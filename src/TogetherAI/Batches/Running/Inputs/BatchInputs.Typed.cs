using System.Text.Json.Serialization.Metadata;

namespace TogetherAI;

/// <summary>What a run reads, made by <see cref="BatchInputs"/>. Immutable; as often readable as what it was made of.</summary>
/// <typeparam name="T">The caller's own type.</typeparam>
public sealed class BatchInputs<T>
{
    private readonly Func<T, string> _keySelector;
    private readonly JsonTypeInfo<T>? _type;

    internal BatchInputs(IAsyncEnumerable<T> items, Func<T, string> keySelector, JsonTypeInfo<T>? type) =>
        (Items, _keySelector, _type) = (items, keySelector, type);

    internal IAsyncEnumerable<T> Items { get; }

    /// <summary>Where a run keeps them.</summary>
    internal KeptInputs<T> Keep() => _type is null ? new MemoryInputs<T>(_keySelector) : new SpooledInputs<T>(_keySelector, _type);
}
