namespace TogetherAI.Engine.Tokenization.BytePairs;

/// <summary>
/// Between which characters nothing is ever merged: a token that a merge makes across a place holds the two characters beside it next to each
/// other, so where none does, what stands on the left and on the right can be encoded apart. Immutable and thread-safe.
/// </summary>
internal sealed class MergeBoundaries
{
    private readonly HashSet<(char Left, char Right)> _joined = [];

    /// <param name="made">The written forms of all tokens that merges make.</param>
    public MergeBoundaries(IEnumerable<string> made)
    {
        foreach (string token in made)
        {
            for (int i = 1; i < token.Length; i++) _joined.Add((token[i - 1], token[i]));
        }
    }

    /// <summary>Whether a mark is only ever merged with what follows it, or with another mark: where one follows on something else, a word begins.</summary>
    public bool BeginsWords(char mark) => !_joined.Any(pair => pair.Right == mark && pair.Left != mark);

    /// <summary>The first place where a text can be cut; its length where there is none.</summary>
    public int FirstCut(ReadOnlySpan<char> text)
    {
        for (int at = 1; at < text.Length; at++)
        {
            if (!char.IsLowSurrogate(text[at]) && !_joined.Contains((text[at - 1], text[at]))) return at;
        }

        return text.Length;
    }
}
