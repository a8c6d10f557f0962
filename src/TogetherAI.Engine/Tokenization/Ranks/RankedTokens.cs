using TogetherAI.Engine.Tokenization.BytePairs;
using TogetherAI.Engine.Tokenization.Decoders;
using TogetherAI.Engine.Tokenization.PreTokenizers;
using TogetherAI.Engine.Tokenization.Reading;

namespace TogetherAI.Engine.Tokenization.Ranks;

/// <summary>
/// Tokens of a file that lists bytes by rank and no merges: any two neighbours whose bytes together are a token become that one, the lowest rank
/// first. Said as merges: every way to cut every token in two, ranked as the token is. Not thread-safe; used while a file is read.
/// </summary>
internal sealed class RankedTokens(string source, string field)
{
    // Cutting a token everywhere costs the square of its length. The longest real ones are some 130 bytes, of blanks.
    private const int LongestToken = 512;

    // Real vocabularies have between two and three merges a token. One of runs, each a token longer than the one before, has a merge for every
    // byte: those it may have for its size.
    private const int MergesPerToken = 6;
    private const int FewMerges = 1 << 16;

    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int> _ranks = [];

    public void Add(byte[] bytes, int rank, int id, string where)
    {
        if (bytes.Length is 0 or > LongestToken) throw Fault(where, $"has {bytes.Length} bytes; from 1 to {LongestToken} are supported");
        if (rank < 0 || id > ModelReader.LargestId) throw Fault(where, $"has the rank {rank}; ranks are whole numbers from 0, and ids go to {ModelReader.LargestId}");
        if (!_ids.TryAdd(Written(bytes), id)) throw Fault(where, "is listed twice");
        if (!_ranks.TryAdd(id, rank)) throw Fault(where, $"has the rank {rank}, as another token has");
    }

    /// <summary>The tokenizer, with a pattern that text is cut by first.</summary>
    public TokenizerParts ToParts(TextPattern pattern, List<AddedToken> added, int[] leading)
    {
        for (int value = 0; value < 256; value++)
        {
            if (!_ids.ContainsKey(ByteAlphabet.ToCharacter((byte)value).ToString()))
                throw new ModelFormatException(source, field, $"lacks the token for the byte {value}: not every text could be written");
        }

        HashSet<string> seen = new(_ids.Keys, StringComparer.Ordinal);
        foreach (AddedToken token in added)
        {
            if (token.Id < 0 || token.Id > ModelReader.LargestId || !_ranks.TryAdd(token.Id, -1) || !seen.Add(token.Content))
                throw new ModelFormatException(source, "special_tokens", $"give '{token.Content}' the id {token.Id}; one of the two is taken, or the id is out of bounds");
        }

        Vocabulary vocabulary = new(_ids, added);
        PreTokenizer split = new PreTokenizerSequence(
        [
            new PatternSplit(pattern, SplitBehavior.Isolated, invert: false), new ByteLevelPreTokenizer(addPrefixSpace: false, useRegex: false),
        ]);
        BytePairSettings settings = new(_ids, Merges(), IgnoreMerges: true, ByteFallback: false, UnknownToken: null, FuseUnknown: false, NeverWhole: []);
        return new TokenizerParts(
            vocabulary,
            new AddedTokenSplitter(added, normalizer: null),
            Normalizer: null,
            split,
            new BytePairModel(settings),
            new DecoderPlan(new DecoderSettings { ByteLevel = true }, vocabulary),
            leading,
            Trailing: []);
    }

    private MergeTable Merges()
    {
        long most = Math.Max(FewMerges, (long)_ids.Count * MergesPerToken), count = 0;
        MergeTable merges = new(_ids.Count * 2);
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> ids = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach ((string written, int id) in _ids)
        {
            ReadOnlySpan<char> token = written;
            for (int cut = 1; cut < token.Length; cut++)
            {
                if (!ids.TryGetValue(token[..cut], out int left) || !ids.TryGetValue(token[cut..], out int right)) continue;
                if (++count > most) throw Fault(field, $"makes more than {most} merges, too many for {_ids.Count} tokens");
                merges.Add(left, right, new Merge(_ranks[id], id));
            }
        }

        return merges;
    }

    private ModelFormatException Fault(string where, string problem) => new(source, where, problem);

    private static string Written(byte[] bytes) => string.Create(bytes.Length, bytes, static (target, from) => ByteAlphabet.Write(from, target));
}
