namespace TogetherAI.Engine.Models;

/// <summary>
/// The tokens of one forward pass, a row each: of one sequence or of many, one token of each or a piece of its prompt. A sequence's rows
/// follow one another and go on where its cache ends. Not thread-safe.
/// </summary>
internal sealed class TokenBatch(int capacity)
{
    private readonly int[] _tokens = new int[capacity], _positions = new int[capacity];
    private readonly KeyValueCache[] _caches = new KeyValueCache[capacity];

    /// <summary>Most rows.</summary>
    public int Capacity => capacity;

    /// <summary>Rows so far.</summary>
    public int Count { get; private set; }

    /// <summary>Positions that all rows together look back on, themselves included: what attention costs.</summary>
    public long Seen { get; private set; }

    public ReadOnlySpan<int> Tokens => _tokens.AsSpan(0, Count);

    public int Position(int row) => _positions[row];

    public KeyValueCache Cache(int row) => _caches[row];

    public void Clear()
    {
        _caches.AsSpan(0, Count).Clear();
        Count = 0;
        Seen = 0;
    }

    /// <summary>Adds the next tokens of a sequence, whose cache has room for them. Returns the first one's row.</summary>
    public int Add(ReadOnlySpan<int> tokens, KeyValueCache cache)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tokens.Length, capacity - Count);
        int first = Count;
        foreach (int token in tokens)
        {
            int position = cache.Length + Count - first;
            (_tokens[Count], _positions[Count], _caches[Count]) = (token, position, cache);
            Seen += position + 1;
            Count++;
        }

        return first;
    }

    /// <summary>Counts the rows' keys and values as written, once they have passed through every layer.</summary>
    public void Commit()
    {
        for (int row = 0; row < Count; row++)
            _caches[row].Advance(1);
    }
}
