using TogetherAI.Engine.Tokenization.Decoders;
using TogetherAI.Engine.Tokenization.Normalizers;
using TogetherAI.Engine.Tokenization.PreTokenizers;
using TogetherAI.Engine.Tokenization.Ranks;
using TogetherAI.Engine.Tokenization.Reading;
using TogetherAI.Engine.Tokenization.Words;

namespace TogetherAI.Engine.Tokenization;

/// <summary>
/// Turns text into token ids and back, as a Hugging Face <c>tokenizer.json</c> says: added tokens are cut out, the rest is normalised,
/// split into words, and each word turned into tokens: by byte-pair encoding (Sennrich et al. 2016, arXiv:1508.07909; byte-level as in GPT-2),
/// a unigram model (Kudo 2018, arXiv:1804.10959) or WordPiece (BERT).
/// </summary>
/// <remarks>Immutable and thread-safe. Words met before are remembered in a bounded cache.</remarks>
public sealed class Tokenizer
{
    private readonly Vocabulary _vocabulary;
    private readonly AddedTokenSplitter _added;
    private readonly Normalizer? _normalizer;
    private readonly PreTokenizer? _preTokenizer;
    private readonly TokenModel _model;

    // Where words begin is worked out from all merges, which takes longer than opening a model: when a text is first encoded.
    private readonly Lazy<WordEncoder?> _words;
    private readonly DecoderPlan _decoder;
    private readonly int[] _leading;
    private readonly int[] _trailing;

    /// <param name="parts">What it is made of.</param>
    /// <param name="wordByWord">Whether text is gone through word by word where the parts allow for it, which is faster and gives the same.</param>
    internal Tokenizer(TokenizerParts parts, bool wordByWord = true)
    {
        _vocabulary = parts.Vocabulary;
        _added = parts.Added;
        _normalizer = parts.Normalizer;
        _preTokenizer = parts.PreTokenizer;
        _model = parts.Model;
        _words = new Lazy<WordEncoder?>(() => wordByWord ? WordEncoder.For(parts) : null);
        _decoder = parts.Decoder;
        _leading = parts.Leading;
        _trailing = parts.Trailing;
    }

    /// <summary>Reads a <c>tokenizer.json</c>.</summary>
    /// <param name="tokenizerJson">The file's bytes (UTF-8). Not kept.</param>
    /// <param name="source">The file's name, for messages. Default <c>tokenizer.json</c>.</param>
    /// <returns>The tokenizer.</returns>
    /// <exception cref="ModelFormatException">The file cannot be read or contradicts itself, or a field asks for what is not
    /// supported.</exception>
    public static Tokenizer Parse(ReadOnlyMemory<byte> tokenizerJson, string source = "tokenizer.json") =>
        new(TokenizerReader.Read(tokenizerJson, source));

    /// <summary>Reads Mistral's <c>tekken.json</c>. The token that begins a text is among the <see cref="LeadingTokens"/>.</summary>
    /// <param name="tekkenJson">The file's bytes (UTF-8). Not kept.</param>
    /// <param name="source">The file's name, for messages. Default <c>tekken.json</c>.</param>
    /// <returns>The tokenizer.</returns>
    /// <exception cref="ModelFormatException">The file cannot be read or contradicts itself.</exception>
    public static Tokenizer ParseTekken(ReadOnlyMemory<byte> tekkenJson, string source = "tekken.json") => new(TekkenReader.Read(tekkenJson, source));

    /// <summary>Reads a rank file of tiktoken, such as <c>o200k_base.tiktoken</c> or the <c>tokenizer.model</c> of Llama 3.</summary>
    /// <param name="ranks">The file's bytes (ASCII). Not kept.</param>
    /// <param name="options">What the file does not say: how text is cut, and the special tokens.</param>
    /// <param name="source">The file's name, for messages. Default <c>tokenizer.tiktoken</c>.</param>
    /// <returns>The tokenizer.</returns>
    /// <exception cref="ModelFormatException">The file cannot be read or contradicts itself or the options, or the pattern is no regular
    /// expression that is supported.</exception>
    public static Tokenizer ParseTiktoken(ReadOnlySpan<byte> ranks, TiktokenOptions options, string source = "tokenizer.tiktoken")
    {
        ArgumentNullException.ThrowIfNull(options);
        return new Tokenizer(TiktokenReader.Read(ranks, options, source));
    }

    /// <summary>
    /// One more than the largest id, added tokens counted. The model may have more rows than this (checkpoints pad them); ids there stand
    /// for nothing.
    /// </summary>
    public int VocabularySize => _vocabulary.Size;

    /// <summary>
    /// The tokens that the file's <c>post_processor</c> writes before a text, such as a beginning-of-sequence token; empty for most chat
    /// models. <see cref="Encode(string, SpecialTokens)"/> never adds them: chat templates write their own.
    /// </summary>
    public ReadOnlySpan<int> LeadingTokens => _leading;

    /// <summary>
    /// The tokens that the file's <c>post_processor</c> writes after a text; empty for most models. Never added by
    /// <see cref="Encode(string, SpecialTokens)"/>.
    /// </summary>
    public ReadOnlySpan<int> TrailingTokens => _trailing;

    /// <summary>Turns a text into token ids.</summary>
    /// <param name="text">Any text. A lone surrogate, which no UTF-8 can carry, counts as U+FFFD.</param>
    /// <param name="special">Whether special tokens written out in the text are recognised. Default
    /// <see cref="SpecialTokens.AsText"/>.</param>
    /// <returns>The ids, in order; empty for an empty text. Nothing is added before or after.</returns>
    /// <exception cref="ModelFormatException">A split pattern of the file, which this engine runs as a general regular expression, takes
    /// too long on this text.</exception>
    public int[] Encode(string text, SpecialTokens special = SpecialTokens.AsText)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Encode(text, special == SpecialTokens.Parse, guard: null);
    }

    /// <summary>
    /// Turns a text into ids in which special tokens are recognised but where a guard stands within their written form, as
    /// <see cref="Templates.PromptGuard"/> puts it there. Guards stand for nothing.
    /// </summary>
    internal int[] EncodeGuarded(string text, char guard) => Encode(text, parse: true, guard.ToString());

    /// <summary>The written forms of the special tokens.</summary>
    internal IEnumerable<string> SpecialTexts => _vocabulary.Added.Where(static token => token.Special && token.Content.Length > 0).Select(static token => token.Content);

    /// <summary>Turns token ids into text.</summary>
    /// <param name="tokens">The ids. Ids that the vocabulary does not have stand for nothing.</param>
    /// <param name="skipSpecial">Leaves out the tokens that <see cref="IsSpecial"/> names. Default <see langword="false"/>.</param>
    /// <returns>The text. Bytes that are no UTF-8 become U+FFFD.</returns>
    public string Decode(ReadOnlySpan<int> tokens, bool skipSpecial = false)
    {
        TokenTextDecoder decoder = CreateDecoder(skipSpecial);
        System.Text.StringBuilder text = new();
        foreach (int token in tokens) text.Append(decoder.Append(token));
        return text.Append(decoder.Flush()).ToString();
    }

    /// <summary>
    /// Creates a decoder that takes one token at a time, for streaming. It gives the text that <see cref="Decode"/> gives for the whole.
    /// </summary>
    /// <param name="skipSpecial">Leaves out the tokens that <see cref="IsSpecial"/> names. Default <see langword="false"/>.</param>
    /// <returns>A decoder for one sequence.</returns>
    public TokenTextDecoder CreateDecoder(bool skipSpecial = false) => new(_decoder, _vocabulary, skipSpecial);

    /// <summary>Finds a token by its written form in the vocabulary or among the added tokens, such as <c>&lt;|im_end|&gt;</c>.</summary>
    /// <param name="token">The written form. A byte-level vocabulary writes a space as <c>Ġ</c>.</param>
    /// <param name="id">The token's id, where there is one.</param>
    /// <returns>Whether there is such a token.</returns>
    public bool TryGetId(string token, out int id)
    {
        ArgumentNullException.ThrowIfNull(token);
        return _vocabulary.TryGetId(token, out id);
    }

    /// <summary>
    /// Whether the file flags a token as special: a mark for the model, no text. False for an id that the vocabulary does not have.
    /// </summary>
    /// <param name="token">The token's id.</param>
    /// <returns>Whether it is special.</returns>
    public bool IsSpecial(int token) => _vocabulary.IsSpecial(token);

    /// <summary>Whether a token is cut out of a text before it is split, rather than made by merging.</summary>
    internal bool IsAdded(int token) => _vocabulary.Added.Any(added => added.Id == token);

    /// <summary>A token's written form in the vocabulary.</summary>
    /// <param name="token">The token's id.</param>
    /// <returns>The written form; empty for an id that the vocabulary does not have.</returns>
    public string GetToken(int token) => _vocabulary.GetToken(token) ?? string.Empty;

    /// <summary>
    /// The bytes that a token stands for, possibly half a character. What comes of joining the bytes of a sequence is its text, but for a
    /// leading space that models of the SentencePiece kind drop.
    /// </summary>
    /// <param name="token">The token's id.</param>
    /// <returns>The bytes (UTF-8); empty for an id that the vocabulary does not have.</returns>
    public ReadOnlySpan<byte> GetBytes(int token) => _decoder.BytesOf(token);

    private int[] Encode(string text, bool parse, string? guard)
    {
        text = WellFormedText.Of(text);
        List<int> ids = new((text.Length / 4) + 4);
        foreach (TextSegment raw in _added.SplitRaw(text, parse))
        {
            if (raw.TokenId is int id) ids.Add(id);
            else if (guard is null || !raw.Source.AsSpan(raw.Start, raw.Length).Contains(guard[0])) EncodeSegment(raw, parse, guard: null, ids);
            else if (_added.LooksIntoNormalized) EncodeSegment(raw, parse, guard, ids);
            else EncodeSegment(Unguarded(raw, guard), parse, guard: null, ids);
        }

        return ids.ToArray();
    }

    /// <summary>A segment without guards, in a text of its own that begins where the other does.</summary>
    private static TextSegment Unguarded(TextSegment segment, string guard)
    {
        string before = segment.Start == 0 ? string.Empty : " ", text = segment.Text().Replace(guard, string.Empty, StringComparison.Ordinal);
        return new TextSegment(before + text, before.Length, text.Length, null);
    }

    private void EncodeSegment(TextSegment raw, bool parse, string? guard, List<int> ids)
    {
        WordEncoder? words = _words.Value;
        if (words is { TakesRaw: true })
        {
            words.Encode(raw.Source.AsSpan(raw.Start, raw.Length), startsText: raw.Start == 0, ids);
            return;
        }

        string text = raw.Text();
        if (_normalizer is not null) text = _normalizer.Normalize(text);
        foreach (TextSegment found in _added.SplitNormalized(text, parse))
        {
            TextSegment segment = guard is null || found.TokenId is not null ? found : Unguarded(found, guard);
            bool startsText = raw.Start == 0 && segment.Start == 0;
            if (segment.TokenId is int id) ids.Add(id);
            else if (words is not null) words.Encode(segment.Source.AsSpan(segment.Start, segment.Length), startsText, ids);
            else EncodePieces(segment.Text(), startsText, ids);
        }
    }

    private void EncodePieces(string text, bool startsText, List<int> ids)
    {
        Pieces pieces = Pieces.Whole(text, startsText);
        if (_preTokenizer is not null) pieces = _preTokenizer.Split(pieces);
        foreach (Piece piece in pieces.Spans) _model.Encode(pieces.Text.AsSpan(piece.Start, piece.Length), ids);
    }
}
