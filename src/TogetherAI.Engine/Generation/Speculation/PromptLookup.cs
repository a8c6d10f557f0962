namespace TogetherAI.Engine.Generation.Speculation;

/// <summary>Guesses that a text goes on as it did where its last tokens stood before.</summary>
internal static class PromptLookup
{
    /// <summary>The longest ending that is looked for, and the shortest: one token alone stands everywhere.</summary>
    private const int Longest = 3, Shortest = 2;

    /// <summary>Fills <paramref name="draft"/> with what followed the latest earlier place. Returns false where there is none.</summary>
    public static bool TryFind(ReadOnlySpan<int> tokens, Span<int> draft)
    {
        for (int ending = Longest; ending >= Shortest; ending--)
        {
            if (tokens.Length <= ending)
                continue;

            // Without an index: the search is vectorised, and takes microseconds where a pass takes milliseconds.
            int place = tokens[..^1].LastIndexOf(tokens[^ending..]);
            if (place < 0)
                continue;
            int next = place + ending;

            // Past the end it goes on with the guess itself, as a text does that repeats itself.
            for (int i = 0; i < draft.Length; i++)
                draft[i] = next + i < tokens.Length ? tokens[next + i] : draft[next + i - tokens.Length];
            return true;
        }

        return false;
    }
}
