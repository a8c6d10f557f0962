namespace TogetherAI.Engine.Templates.Values;

/// <summary>
/// What Python can loop over but not index: what <c>map</c>, <c>select</c> and their like give, which is used up by the first loop over it, and
/// the views of a mapping. Neither can be written as JSON.
/// </summary>
/// <param name="name">Python's name for the type.</param>
/// <param name="items">The elements.</param>
/// <param name="isView">It has a length and can be looped over again.</param>
internal sealed class IterableValue(string name, IReadOnlyList<object?> items, bool isView)
{
    private bool _isUsed;

    public string Name => name;

    /// <summary>Null where the length is not known before the elements were walked over.</summary>
    public int? Length => isView ? items.Count : null;

    public static IterableValue Generator(IReadOnlyList<object?> items) => new("generator", items, isView: false);

    public static IterableValue View(string name, IEnumerable<object?> items) => new(name, [.. items], isView: true);

    /// <summary>The elements, or what is left of them.</summary>
    public IReadOnlyList<object?> Take()
    {
        if (_isUsed) return [];
        _isUsed = !isView;
        return items;
    }
}
