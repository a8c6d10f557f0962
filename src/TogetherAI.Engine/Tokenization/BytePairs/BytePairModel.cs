using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using TogetherAI.Engine.Tokenization.Words;

namespace TogetherAI.Engine.Tokenization.BytePairs;

/// <summary>Byte-pair encoding of one piece of text. Thread-safe.</summary>
internal sealed class BytePairModel : TokenModel
{
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _ids;
    private readonly BytePairSettings _settings;
    private readonly int[]? _fallback;
    private readonly WordCache _cache = new();

    public BytePairModel(BytePairSettings settings)
    {
        _settings = settings;
        _ids = settings.Vocabulary.GetAlternateLookup<ReadOnlySpan<char>>();
        if (settings.ByteFallback) _fallback = [.. Enumerable.Range(0, 256).Select(value => ByteToken(settings.Vocabulary, value))];
    }

    public override void Encode(ReadOnlySpan<char> piece, List<int> ids)
    {
        bool cached = piece.Length <= WordCache.LongestWord;
        if (cached && _cache.Find(piece) is int[] known)
        {
            ids.AddRange(known.AsSpan());
            return;
        }

        int first = ids.Count;
        EncodeNew(piece, ids);
        if (cached) _cache.Add(piece, CollectionsMarshal.AsSpan(ids)[first..].ToArray());
    }

    /// <summary>Encodes a word that is not written in the byte alphabet yet. Nothing is remembered.</summary>
    public void EncodeRaw(ReadOnlySpan<char> word, List<int> ids)
    {
        byte[] bytes = ArrayPool<byte>.Shared.Rent(word.Length * 3);
        char[] written = ArrayPool<char>.Shared.Rent(word.Length * 3);
        int count = Encoding.UTF8.GetBytes(word, bytes);
        ByteAlphabet.Write(bytes.AsSpan(0, count), written);
        EncodeNew(written.AsSpan(0, count), ids);
        ArrayPool<byte>.Shared.Return(bytes);
        ArrayPool<char>.Shared.Return(written);
    }

    /// <summary>
    /// Where texts can be cut without a change of what they become; null where the merges alone do not tell: where a piece may be a token as a
    /// whole, where characters without a token are not written as bytes, and where bytes are merged.
    /// </summary>
    public MergeBoundaries? Boundaries()
    {
        if (_settings.IgnoreMerges || _fallback is null || _fallback.Contains(-1)) return null;
        HashSet<int> bytes = [.. _fallback];
        if (_settings.Merges.Uses(bytes.Contains)) return null;
        Dictionary<int, string> written = _settings.Vocabulary.ToDictionary(static entry => entry.Value, static entry => entry.Key);
        return new MergeBoundaries(_settings.Merges.Made.Distinct().Select(token => written[token]));
    }

    /// <summary>Encodes a piece of text. Nothing is remembered.</summary>
    public void EncodeNew(ReadOnlySpan<char> piece, List<int> ids)
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
