using System.Globalization;
using System.Text;

namespace TogetherAI.Engine.Tokenization.Unigrams;

/// <summary>
/// A unigram language model over pieces (Kudo 2018, arXiv:1804.10959): of all ways to write a text with tokens the likeliest, found by
/// Viterbi's algorithm. A character without a token costs more than any token and is unknown, or its bytes. Thread-safe.
/// </summary>
internal sealed class UnigramModel : TokenModel
{
    // How much less likely than the least likely token an unknown character is, as in the reference.
    private const double UnknownPenalty = 10;

    private readonly UnigramTrie _trie;
    private readonly double[] _scores;
    private readonly double _unknownScore;
    private readonly int? _unknown;
    private readonly int[]? _bytes;

    /// <param name="pieces">Tokens and the logarithms of their probabilities; the place is the id.</param>
    /// <param name="special">Ids of what no text is made of.</param>
    /// <param name="unknown">The unknown token; null where there is none.</param>
    /// <param name="byteFallback">Whether an unknown character becomes its bytes, where all of those are tokens.</param>
    public UnigramModel(IReadOnlyList<(string Token, double Score)> pieces, HashSet<int> special, int? unknown, bool byteFallback)
    {
        _scores = [.. pieces.Select(static piece => piece.Score)];
        _unknownScore = _scores.Min() - UnknownPenalty;
        _unknown = unknown;
        _trie = new UnigramTrie(pieces.Index().Where(piece => piece.Index != unknown && !special.Contains(piece.Index)).Select(static piece => (piece.Item.Token, piece.Index)));
        if (!byteFallback)
            return;
        Dictionary<string, int> ids = pieces.Index().ToDictionary(static piece => piece.Item.Token, static piece => piece.Index);
        int[] bytes = [.. Enumerable.Range(0, 256).Select(value => ids.GetValueOrDefault(string.Create(CultureInfo.InvariantCulture, $"<0x{value:X2}>"), -1))];
        _bytes = Array.TrueForAll(bytes, static id => id >= 0) ? bytes : null;
    }

    public override void Encode(ReadOnlySpan<char> piece, List<int> ids)
    {
        // The best way to write the text up to each place: its score, the token that ends there and where that begins.
        double[] best = new double[piece.Length + 1];
        int[] token = new int[piece.Length + 1], begin = new int[piece.Length + 1];
        Array.Fill(best, double.NegativeInfinity);
        best[0] = 0;
        for (int at = 0; at < piece.Length; at += Units(piece, at))
        {
            int single = at + Units(piece, at), node = UnigramTrie.Root;
            bool hasSingle = false;
            for (int end = at; end < piece.Length && (node = _trie.Next(node, piece[end])) != UnigramTrie.None;)
            {
                end++;
                int id = _trie.TokenAt(node);
                if (id < 0)
                    continue;
                hasSingle |= end == single;
                Offer(end, best[at] + _scores[id], id, at);
            }

            if (!hasSingle)
                Offer(single, best[at] + _unknownScore, -1, at);
        }

        Write(piece, token, begin, ids);

        void Offer(int end, double score, int id, int from)
        {
            if (score <= best[end])
                return;
            (best[end], token[end], begin[end]) = (score, id, from);
        }
    }

    private void Write(ReadOnlySpan<char> piece, int[] token, int[] begin, List<int> ids)
    {
        List<(int Id, int From, int To)> found = [];
        for (int end = piece.Length; end > 0; end = begin[end])
            found.Add((token[end], begin[end], end));
        found.Reverse();
        Span<byte> utf8 = stackalloc byte[4];
        bool afterUnknown = false;
        foreach ((int id, int from, int to) in found)
        {
            if (id >= 0)
                ids.Add(id);
            else if (_bytes is not null)
                AddBytes(piece[from..to], utf8, ids);
            else if (_unknown is { } unknown && !afterUnknown)
                ids.Add(unknown); // neighbours that are unknown are one, as in the reference
            afterUnknown = id < 0 && _bytes is null;
        }
    }

    private void AddBytes(ReadOnlySpan<char> character, Span<byte> utf8, List<int> ids)
    {
        foreach (byte value in utf8[..Encoding.UTF8.GetBytes(character, utf8)])
            ids.Add(_bytes![value]);
    }

    private static int Units(ReadOnlySpan<char> text, int at) => char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? 2 : 1;
}
