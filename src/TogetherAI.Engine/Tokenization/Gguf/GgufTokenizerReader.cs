using TogetherAI.Engine.Tokenization.BytePairs;
using TogetherAI.Engine.Tokenization.Decoders;
using TogetherAI.Engine.Tokenization.Normalizers;
using TogetherAI.Engine.Tokenization.PreTokenizers;
using TogetherAI.Engine.Tokenization.Reading;
using TogetherAI.Engine.Weights.Gguf;

namespace TogetherAI.Engine.Tokenization.Gguf;

/// <summary>
/// Makes the tokenizer of a GGUF file. One that carries its <c>tokenizer.json</c> whole is read by that; else the vocabulary is of the
/// byte-level kind (<c>gpt2</c>) or of SentencePiece's (<c>llama</c>).
/// </summary>
internal static class GgufTokenizerReader
{
    public const string HuggingFaceKey = "tokenizer.huggingface.json";
    public const string ModelKey = "tokenizer.ggml.model";
    public const string MergesKey = "tokenizer.ggml.merges";
    public const string ScoresKey = "tokenizer.ggml.scores";
    public const string BosKey = "tokenizer.ggml.bos_token_id";
    public const string EosKey = "tokenizer.ggml.eos_token_id";
    private const string UnknownKey = "tokenizer.ggml.unknown_token_id";
    private const char WordStart = '\u2581';

    public static Tokenizer Read(GgufMetadata metadata)
    {
        if (metadata.Has(HuggingFaceKey))
            return Tokenizer.Parse(metadata.BytesOfText(HuggingFaceKey).ToArray(), $"{metadata.File.Name}: {HuggingFaceKey}");
        return metadata.Text(ModelKey) switch
        {
            "gpt2" => new Tokenizer(ReadByteLevel(metadata, GgufVocabulary.Read(metadata))),
            "llama" => new Tokenizer(ReadSentencePiece(metadata, GgufVocabulary.Read(metadata))),
            null => throw metadata.Fault(ModelKey, "is missing: the file has weights, but no vocabulary."),
            { } other => throw metadata.Fault(ModelKey, $"is '{other}'; supported are gpt2 and llama."),
        };
    }

    private static TokenizerParts ReadByteLevel(GgufMetadata metadata, GgufVocabulary tokens)
    {
        (Normalizer? normalizer, PreTokenizer split, bool ignoreMerges) = GgufPreTokenizers.For(metadata);
        List<AddedToken> added = tokens.Added();
        Vocabulary vocabulary = new(tokens.Ids, added);
        return new TokenizerParts(
            vocabulary,
            new AddedTokenSplitter(added, normalizer),
            normalizer,
            split,
            new BytePairModel(new BytePairSettings(
                tokens.Ids,
                ReadMerges(metadata, tokens.Ids),
                ignoreMerges,
                ByteFallback: false,
                UnknownToken: null,
                FuseUnknown: false,
                NeverWhole: [.. added.Where(static token => token.Special).Select(static token => token.Id)])),
            new DecoderPlan(new DecoderSettings { ByteLevel = true }, vocabulary),
            // Where the file is silent, llama.cpp begins a text of Llama 3 and its relatives with the token, and others without.
            Edge(metadata, tokens, "tokenizer.ggml.add_bos_token", BosKey, absent: ignoreMerges),
            Edge(metadata, tokens, "tokenizer.ggml.add_eos_token", EosKey, absent: false));
    }

    private static MergeTable ReadMerges(GgufMetadata metadata, Dictionary<string, int> ids)
    {
        string[] merges = metadata.Texts(MergesKey);
        MergeTable table = new(merges.Length);
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> tokens = ids.GetAlternateLookup<ReadOnlySpan<char>>();
        char[] both = new char[merges.Length == 0 ? 0 : merges.Max(static merge => merge.Length)];
        for (int rank = 0; rank < merges.Length; rank++)
        {
            // The byte alphabet has no space, so the one that is there stands between the two.
            ReadOnlySpan<char> merge = merges[rank];
            int space = merge.IndexOf(' ');
            if (space <= 0 || !tokens.TryGetValue(merge[..space], out int left) || !tokens.TryGetValue(merge[(space + 1)..], out int right)
                || !tokens.TryGetValue(Joined(merge[..space], merge[(space + 1)..]), out int merged))
                throw metadata.Fault($"{MergesKey}[{rank}]", $"is '{merge}'; two tokens with a space between them are needed, and the token that they make.");
            table.Add(left, right, new Merge(rank, merged));
        }

        return table;

        ReadOnlySpan<char> Joined(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
        {
            left.CopyTo(both);
            right.CopyTo(both.AsSpan(left.Length));
            return both.AsSpan(0, left.Length + right.Length);
        }
    }

    private static TokenizerParts ReadSentencePiece(GgufMetadata metadata, GgufVocabulary tokens)
    {
        bool prefix = metadata.Flag("tokenizer.ggml.add_space_prefix", absent: true);
        Normalizer spaces = new ReplaceNormalizer(new LiteralPattern(" "), WordStart.ToString());
        Normalizer normalizer = prefix ? new NormalizerSequence([new PrependNormalizer(WordStart.ToString()), spaces]) : spaces;
        List<AddedToken> added = tokens.Added();
        Vocabulary vocabulary = new(tokens.Ids, added);
        DecoderSettings decoder = new() { ByteFallback = true, StripContent = ' ', StripCount = prefix ? 1 : 0 };
        decoder.TokenSteps.Add(static token => token.Replace(WordStart, ' '));

        // What is cut out is looked for in the raw text, in which a space is still one.
        List<AddedToken> raw = [.. added.Select(static token => token with { Content = token.Special ? token.Content : token.Content.Replace(WordStart, ' ') })];
        return new TokenizerParts(
            vocabulary,
            new AddedTokenSplitter(raw, normalizer: null),
            normalizer,
            PreTokenizer: null,
            new BytePairModel(new BytePairSettings(
                tokens.Ids,
                SentencePieceMerges.Of(metadata, tokens),
                IgnoreMerges: false,
                ByteFallback: true,
                tokens.Find(metadata, UnknownKey),
                FuseUnknown: true,
                NeverWhole: [])),
            new DecoderPlan(decoder, vocabulary),
            Edge(metadata, tokens, "tokenizer.ggml.add_bos_token", BosKey, absent: true),
            Edge(metadata, tokens, "tokenizer.ggml.add_eos_token", EosKey, absent: false));
    }

    /// <summary>The token that begins or ends a text, where the file says that one does.</summary>
    private static int[] Edge(GgufMetadata metadata, GgufVocabulary tokens, string flag, string key, bool absent) =>
        metadata.Flag(flag, absent) && tokens.Find(metadata, key) is { } id ? [id] : [];
}
