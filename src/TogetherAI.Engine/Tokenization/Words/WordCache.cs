namespace TogetherAI.Engine.Tokenization.Words;

/// <summary>
/// Remembers the tokens of words, each at one of two places that its characters name; what comes later takes the place of what was there. So
/// the common words stay most of the time, the size is bounded, and finding one takes no lock and hardly longer than reading it. Thread-safe.
/// </summary>
internal sealed class WordCache
{
    /// <summary>Longer words are rare, and would make the bound on words none on memory (UTF-16 units).</summary>
    public const int LongestWord = 64;

    private const int Places = 1 << 15;

    private readonly Entry?[] _entries = new Entry?[Places];

    public int[]? Find(ReadOnlySpan<char> word)
    {
        uint place = PlaceOf(word);
        return Match(_entries[place], word) ?? Match(_entries[place ^ 1], word);
    }

    public void Add(ReadOnlySpan<char> word, int[] tokens)
    {
        uint place = PlaceOf(word);
        Entry entry = new(word.ToString(), tokens);

        // The newcomer goes where nothing is, else it takes the first place and who had that the second.
        if (_entries[place] is { } before)
            _entries[place ^ 1] = before;
        _entries[place] = entry;
    }

    private static int[]? Match(Entry? entry, ReadOnlySpan<char> word) => entry is not null && word.SequenceEqual(entry.Word) ? entry.Tokens : null;

    // Whoever makes words collide makes them slow, as if there were no cache, and nothing else.
    private static uint PlaceOf(ReadOnlySpan<char> word)
    {
        uint hash = (uint)word.Length;
        foreach (char next in word) hash = (hash ^ next) * 0x9E3779B1;
        return (hash ^ (hash >> 15)) & (Places - 1);
    }

    private sealed record Entry(string Word, int[] Tokens);
}
