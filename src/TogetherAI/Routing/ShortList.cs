namespace TogetherAI;

/// <summary>
/// A list whose first two items lie in the list itself, so that the usual request makes no other. A mutable struct: keep it in a field
/// that is not readonly. Not thread-safe.
/// </summary>
internal struct ShortList<T>
{
    private T _first;
    private T _second;
    private List<T>? _rest;

    public int Count { get; private set; }

    public readonly T this[int index] => index switch
    {
        _ when (uint)index >= (uint)Count => throw new ArgumentOutOfRangeException(nameof(index)),
        0 => _first,
        1 => _second,
        _ => _rest![index - 2],
    };

    public void Add(T item)
    {
        switch (Count++)
        {
            case 0:
                _first = item;
                break;
            case 1:
                _second = item;
                break;
            default:
                (_rest ??= []).Add(item);
                break;
        }
    }
}
