using TogetherAI.Engine.Tokenization.BytePairs;
using TogetherAI.Engine.Weights.Gguf;

namespace TogetherAI.Engine.Tokenization.Gguf;

/// <summary>
/// SentencePiece has no list of merges: any two neighbours that make a token become one, the token with the best score first, and the
/// leftmost of equals. Said as merges: every way to cut every token in two, ranked by the token's score, equal scores by one rank.
/// </summary>
internal static class SentencePieceMerges
{
    // Cutting a token everywhere costs the square of its length. Real ones have at most some dozens of characters.
    private const int LongestToken = 512;

    public static MergeTable Of(GgufMetadata metadata, GgufVocabulary tokens)
    {
        float[] scores = metadata.Floats(GgufTokenizerReader.ScoresKey);
        if (scores.Length != tokens.Tokens.Length)
            throw metadata.Fault(GgufTokenizerReader.ScoresKey, $"has {scores.Length} entries for {tokens.Tokens.Length} tokens.");
        if (scores.Any(float.IsNaN))
            throw metadata.Fault(GgufTokenizerReader.ScoresKey, "holds what is no number.");
        int[] mergeable = [.. Enumerable.Range(0, scores.Length).Where(id => IsMergeable(tokens, id)).OrderByDescending(id => scores[id])];
        MergeTable merges = new(mergeable.Length * 4);
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> ids = tokens.Ids.GetAlternateLookup<ReadOnlySpan<char>>();
        int rank = -1;
        float score = float.NaN;
        foreach (int id in mergeable)
        {
            if (scores[id] != score)
                (rank, score) = (rank + 1, scores[id]);
            ReadOnlySpan<char> token = tokens.Tokens[id];
            for (int cut = 1; cut < token.Length; cut++)
            {
                if (ids.TryGetValue(token[..cut], out int left) && ids.TryGetValue(token[cut..], out int right))
                    merges.Add(left, right, new Merge(rank, id));
            }
        }

        return merges;
    }

    /// <summary>Marks and bytes are never made of text.</summary>
    private static bool IsMergeable(GgufVocabulary tokens, int id) =>
        tokens.TypeOf(id) is GgufVocabulary.Normal or GgufVocabulary.UserDefined or GgufVocabulary.Unused
        && tokens.Tokens[id].Length <= LongestToken && tokens.Ids[tokens.Tokens[id]] == id;
}
