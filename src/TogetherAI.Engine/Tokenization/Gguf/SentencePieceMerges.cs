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

    // Real vocabularies have two or three merges a token. One of runs, each longer than the one before, has one for every character: it may
    // have no more than the file has bytes for.
    private const int BytesPerMerge = 32, MergesPerToken = 8, FewMerges = 1 << 16;

    public static MergeTable Of(GgufMetadata metadata, GgufVocabulary tokens)
    {
        float[] scores = metadata.Floats(GgufTokenizerReader.ScoresKey);
        if (scores.Length != tokens.Tokens.Length)
            throw metadata.Fault(GgufTokenizerReader.ScoresKey, $"has {scores.Length} entries for {tokens.Tokens.Length} tokens.");
        if (Array.Exists(scores, float.IsNaN))
            throw metadata.Fault(GgufTokenizerReader.ScoresKey, "holds what is no number.");
        long most = Math.Max(Math.Max(FewMerges, MergesPerToken * scores.LongLength), metadata.File.Length / BytesPerMerge), count = 0;
        MergeTable merges = new(tokens.Tokens.Length * 2);
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> ids = tokens.Ids.GetAlternateLookup<ReadOnlySpan<char>>();
        for (int id = 0; id < scores.Length; id++)
        {
            if (!IsMergeable(metadata, tokens, id))
                continue;
            int rank = RankOf(scores[id]);
            ReadOnlySpan<char> token = tokens.Tokens[id];
            for (int cut = 1; cut < token.Length; cut++)
            {
                if (!ids.TryGetValue(token[..cut], out int left) || !ids.TryGetValue(token[cut..], out int right))
                    continue;
                merges.Add(left, right, new Merge(rank, id));
                if (++count > most)
                    throw metadata.Fault(GgufVocabulary.TokensKey, $"makes more than {most} merges, too many for a file of {metadata.File.Length} bytes.");
            }
        }

        return merges;
    }

    /// <summary>The better a score, the lower its rank: the bits of floats in the order of their numbers, turned round.</summary>
    private static int RankOf(float score)
    {
        int bits = BitConverter.SingleToInt32Bits(score + 0f); // and -0 is 0
        return ~(bits ^ ((bits >> 31) & int.MaxValue));
    }

    /// <summary>Marks and bytes are never made of text.</summary>
    private static bool IsMergeable(GgufMetadata metadata, GgufVocabulary tokens, int id)
    {
        string token = tokens.Tokens[id];
        int type = tokens.TypeOf(id);
        if (type is not (GgufVocabulary.Normal or GgufVocabulary.UserDefined or GgufVocabulary.Unused) || tokens.Ids[token] != id)
            return false;
        if (token.Length > LongestToken && type == GgufVocabulary.Normal)
            throw metadata.Fault($"{GgufVocabulary.TokensKey}[{id}]", $"has {token.Length} characters; a token that is made of others has at most {LongestToken}.");
        return token.Length <= LongestToken;
    }
}
