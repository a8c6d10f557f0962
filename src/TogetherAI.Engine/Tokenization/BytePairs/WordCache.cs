using System.Collections.Concurrent;

namespace TogetherAI.Engine.Tokenization.BytePairs;

/// <summary>
/// Remembers the tokens of words, in two generations: when the young one is full it becomes the old one and the old one is dropped. Words
/// in use move back to the young one, so what is common stays, and the size is bounded without a lock. Thread-safe.
/// </summary>
internal sealed class WordCache(int generationSize)
{
    /// <summary>Longer words are rare, and would make the bound on words none on memory (UTF-16 units).</summary>
    public const int LongestWord = 64;

    private ConcurrentDictionary<string, int[]> _young = new(StringComparer.Ordinal);
    private ConcurrentDictionary<string, int[]> _old = new(StringComparer.Ordinal);
    private int _count;

    public int[]? Find(ReadOnlySpan<char> word)
    {
        if (_young.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out int[]? tokens)) return tokens;
        if (!_old.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out tokens)) return null;
        Add(word, tokens);
        return tokens;
    }

    public void Add(ReadOnlySpan<char> word, int[] tokens)
    {
        if (Interlocked.Increment(ref _count) > generationSize)
        {
            // Two threads may get here at once: then a generation is lost, and is computed again.
            _old = _young;
            _young = new ConcurrentDictionary<string, int[]>(StringComparer.Ordinal);
            Volatile.Write(ref _count, 1);
        }

        _young[word.ToString()] = tokens;
    }
}
