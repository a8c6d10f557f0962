using System.Diagnostics.CodeAnalysis;

namespace TogetherAI.Engine.Templates.Values;

/// <summary>A Python dict: keeps the order of insertion; keys are equal as Python has them equal (1, 1.0 and True are one key).</summary>
internal sealed class DictValue
{
    // .NET's dictionaries take no null; none may be a key.
    private static readonly object s_noneKey = new();

    private readonly OrderedDictionary<object, object?> _entries = new(KeyComparer.Instance);

    public int Count => _entries.Count;

    public IEnumerable<object?> Keys => _entries.Keys.Select(Unwrap);

    public IEnumerable<object?> Values => _entries.Values;

    public IEnumerable<KeyValuePair<object?, object?>> Entries =>
        _entries.Select(static entry => new KeyValuePair<object?, object?>(Unwrap(entry.Key), entry.Value));

    public object? this[object? key]
    {
        set => _entries[Wrap(key)] = value;
    }

    public bool TryGet(object? key, [MaybeNullWhen(true)] out object? value) => _entries.TryGetValue(Wrap(key), out value);

    public bool Contains(object? key) => _entries.ContainsKey(Wrap(key));

    public bool Remove(object? key, [MaybeNullWhen(true)] out object? value) => _entries.Remove(Wrap(key), out value);

    public DictValue Copy()
    {
        DictValue copy = new();
        foreach ((object key, object? value) in _entries) copy._entries[key] = value;
        return copy;
    }

    private static object? Unwrap(object key) => ReferenceEquals(key, s_noneKey) ? null : key;

    private static object Wrap(object? key) => key switch
    {
        null => s_noneKey,
        string or bool or long or double or object?[] or System.Numerics.BigInteger or Undefined => key,
        _ => throw new TemplateFault($"unhashable type: '{PythonType.Name(key)}'"),
    };

    private sealed class KeyComparer : IEqualityComparer<object>
    {
        public static KeyComparer Instance { get; } = new();

        public new bool Equals(object? x, object? y) => ReferenceEquals(x, y) || PythonComparison.AreEqual(x, y, budget: null);

        public int GetHashCode(object key) => key switch
        {
            bool flag => flag ? 1 : 0,
            Undefined => 0,
            long number => number.GetHashCode(),
            double number when Math.Floor(number) == number && Math.Abs(number) < 1e18 => ((long)number).GetHashCode(),
            object?[] items => items.Length,
            _ => key.GetHashCode(),
        };
    }
}
