using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace TogetherAI.Engine.Tokenization.BytePairs;

/// <summary>Byte-pair encoding of one piece of text. Thread-safe.</summary>
internal sealed class BytePairModel : TokenModel
{
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _ids;
    private readonly BytePairSettings _settings;
    private readonly int[]? _fallback;
    private readonly WordCache _cache = new(), _rawCache = new();
    private readonly bool _cutsAtMarks;

    public BytePairModel(BytePairSettings settings)
    {
        _settings = settings;
        _ids = settings.Vocabulary.GetAlternateLookup<ReadOnlySpan<char>>();
        _cutsAtMarks = !settings.IgnoreMerges && settings.Vocabulary.ContainsKey("\u2581") && settings.Vocabulary.Keys.All(static token => CutAt(token) < 0);
        if (settings.ByteFallback) _fallback = [.. Enumerable.Range(0, 256).Select(value => ByteToken(settings.Vocabulary, value))];
    }

    public override void Encode(ReadOnlySpan<char> piece, List<int> ids)
    {
        // Where no token holds the mark of a word's start after something else, nothing is ever merged across one: a text that came in one
        // piece is words all the same.
        while (_cutsAtMarks && CutAt(piece) is > 0 and var cut)
        {
            EncodeWord(piece[..cut], ids);
            piece = piece[cut..];
        }

        EncodeWord(piece, ids);
    }

    /// <summary>Encodes a word that is not written in the byte alphabet yet.</summary>
    public void EncodeRaw(ReadOnlySpan<char> word, List<int> ids)
    {
        if (word.Length <= WordCache.LongestWord && _rawCache.Find(word) is int[] known)
        {
            ids.AddRange(known);
            return;
        }

        byte[] bytes = ArrayPool<byte>.Shared.Rent(word.Length * 3);
        char[] written = ArrayPool<char>.Shared.Rent(word.Length * 3);
        int count = Encoding.UTF8.GetBytes(word, bytes), first = ids.Count;
        ByteAlphabet.Write(bytes.AsSpan(0, count), written);
        EncodeNew(written.AsSpan(0, count), ids);
        ArrayPool<byte>.Shared.Return(bytes);
        ArrayPool<char>.Shared.Return(written);
        if (word.Length <= WordCache.LongestWord) _rawCache.Add(word, CollectionsMarshal.AsSpan(ids)[first..].ToArray());
    }

    private void EncodeWord(ReadOnlySpan<char> piece, List<int> ids)
    {
        bool cached = piece.Length <= WordCache.LongestWord;
        if (cached && _cache.Find(piece) is int[] known)
        {
            ids.AddRange(known);
            return;
        }

        int first = ids.Count;
        EncodeNew(piece, ids);
        if (cached) _cache.Add(piece, CollectionsMarshal.AsSpan(ids)[first..].ToArray());
    }

    /// <summary>Where a mark of a word's start follows on something else; negative where it nowhere does.</summary>
    private static int CutAt(ReadOnlySpan<char> text)
    {
        int begun = text.IndexOfAnyExcept('\u2581');
        int next = begun < 0 ? -1 : text[begun..].IndexOf('\u2581');
        return next < 0 ? -1 : begun + next;
    }

    private void EncodeNew(ReadOnlySpan<char> piece, List<int> ids)
    {
        if (_settings.IgnoreMerges && _ids.TryGetValue(piece, out int whole) && !_settings.NeverWhole.Contains(whole))
        {
            ids.Add(whole);
            return;
        }

        // A character beyond the vocabulary is up to four bytes in UTF-8, and never more than three per UTF-16 unit.
        int[] tokens = ArrayPool<int>.Shared.Rent(piece.Length * 3);
        int count = AddSymbols(piece, tokens);
        count = Merger.Merge(tokens.AsSpan(0, count), _settings.Merges);
        ids.AddRange(tokens.AsSpan(0, count));
        ArrayPool<int>.Shared.Return(tokens);
    }

    private int AddSymbols(ReadOnlySpan<char> piece, Span<int> tokens)
    {
        int count = 0;
        bool afterUnknown = false;
        Span<byte> utf8 = stackalloc byte[4];
        for (int at = 0; at < piece.Length;)
        {
            int units = char.IsHighSurrogate(piece[at]) ? 2 : 1;
            ReadOnlySpan<char> symbol = piece.Slice(at, units);
            at += units;
            if (_ids.TryGetValue(symbol, out int id))
            {
                tokens[count++] = id;
                afterUnknown = false;
                continue;
            }

            int bytes = Encoding.UTF8.GetBytes(symbol, utf8);
            if (_fallback is not null && HasFallback(utf8[..bytes]))
            {
                foreach (byte value in utf8[..bytes]) tokens[count++] = _fallback[value];
                afterUnknown = false;
            }
            else if (_settings.UnknownToken is int unknown && !(afterUnknown && _settings.FuseUnknown))
            {
                tokens[count++] = unknown;
                afterUnknown = true;
            }
        }

        return count;
    }

    private bool HasFallback(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            if (_fallback![value] < 0) return false;
        }

        return true;
    }

    private static int ByteToken(Dictionary<string, int> vocabulary, int value) =>
        vocabulary.GetValueOrDefault(string.Create(CultureInfo.InvariantCulture, $"<0x{value:X2}>"), -1);
}
