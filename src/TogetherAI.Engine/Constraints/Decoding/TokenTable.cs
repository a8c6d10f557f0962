using System.Numerics;
using System.Text;
using TogetherAI.Engine.Constraints.Automaton;
using TogetherAI.Engine.Constraints.Languages;

namespace TogetherAI.Engine.Constraints.Decoding;

/// <summary>
/// A vocabulary made ready for constraints. Where a constraint takes any characters, as most do inside a string, the many tokens that are
/// nothing but such characters are known beforehand, and only the others are looked at. Thread-safe.
/// </summary>
internal sealed class TokenTable
{
    // Longer tokens, of which there are few, are looked at one by one.
    private const int LongestPlain = 32;

    private readonly TokenTrie _all, _others, _endings;
    private readonly ulong[][] _plain;
    private readonly ulong[] _anyPlain;
    private readonly int[][] _endingTokens;
    private readonly int _longest, _longestBytes;

    /// <param name="vocabularySize">Ids are less than this.</param>
    /// <param name="bytes">A token's bytes; empty where it writes nothing, as those that are special or end a sequence.</param>
    public TokenTable(int vocabularySize, Func<int, byte[]> bytes)
    {
        VocabularySize = vocabularySize;
        List<(int Id, byte[] Bytes)> tokens = [.. Enumerable.Range(0, vocabularySize).Select(id => (id, bytes(id))).Where(static token => token.Item2.Length > 0)];
        tokens.Sort(static (a, b) => a.Bytes.AsSpan().SequenceCompareTo(b.Bytes));
        _all = new TokenTrie(tokens, vocabularySize);
        _longestBytes = tokens.Select(static token => token.Bytes.Length).DefaultIfEmpty(0).Max();
        List<(int Id, byte[] Bytes)> others = [];
        Dictionary<string, List<int>> endings = new(StringComparer.Ordinal);
        _anyPlain = new ulong[Words];
        _plain = new ulong[LongestPlain + 1][];
        for (int i = 0; i <= LongestPlain; i++)
            _plain[i] = new ulong[Words];
        foreach ((int id, byte[] token) in tokens)
        {
            int characters = PlainCharacters(token, out int plainBytes);
            if (characters > 0)
                _anyPlain[id >> 6] |= 1UL << id;
            else
                Ending(endings, token.AsSpan(plainBytes)).Add(id);
            if (characters is 0 or > LongestPlain)
                others.Add((id, token));
            for (int i = Math.Max(characters, 1); characters > 0 && i <= LongestPlain; i++)
                _plain[i][id >> 6] |= 1UL << id;
            _longest = characters is > 0 and <= LongestPlain ? Math.Max(_longest, characters) : _longest;
        }

        _others = new TokenTrie(others, vocabularySize);
        string[] ordered = [.. endings.Keys.Order(StringComparer.Ordinal)];
        _endingTokens = [.. ordered.Select(ending => endings[ending].ToArray())];
        _endings = new TokenTrie([.. ordered.Select(static (ending, index) => (index, Encoding.Latin1.GetBytes(ending)))], ordered.Length);
    }

    public int VocabularySize { get; }

    private int Words => (VocabularySize + 63) / 64;

    /// <summary>The tokens whose bytes may follow, a bit each. Not to be changed.</summary>
    public ulong[] Allowed(ConstraintState state)
    {
        if (state.Tokens is { } known && ReferenceEquals(known.Vocabulary, this))
            return known.Mask;
        if (state.Alike() is var alike && alike != state)
            return Allowed(alike);
        ulong[] mask = new ulong[Words];
        if (state.FreeCharacters >= _longestBytes && state.Parted() is { } parted && IsSteady(parted))
        {
            // Only of the tokens that go on as what was written something else can come.
            Allowed(parted).CopyTo(mask, 0);
            _all.Correct(state, mask);
        }
        else if (IsSteady(state))
        {
            // After what is plain all the same may follow: of each token only what comes then is looked at, and of tokens that end alike one.
            _anyPlain.CopyTo(mask, 0);
            MarkEndings(state, mask);
        }
        else if (state.FreeCharacters > 0 && (state.FreeCharacters >= _longest || state.IsSingle))
        {
            _plain[Math.Min(state.FreeCharacters, LongestPlain)].CopyTo(mask, 0);
            _others.Mark(state, mask);
        }
        else
        {
            _all.Mark(state, mask);
        }

        state.Tokens = (this, mask);
        return mask;
    }

    private bool IsSteady(ConstraintState state) => state.FreeCharacters >= _longestBytes && state.IsSteady;

    private void MarkEndings(ConstraintState state, ulong[] mask)
    {
        ulong[] endings = new ulong[(_endingTokens.Length + 63) / 64];
        _endings.Mark(state, endings);
        for (int word = 0; word < endings.Length; word++)
        {
            for (ulong bits = endings[word]; bits != 0; bits &= bits - 1)
            {
                foreach (int id in _endingTokens[(word << 6) | BitOperations.TrailingZeroCount(bits)])
                    mask[id >> 6] |= 1UL << id;
            }
        }
    }

    /// <summary>The tokens with an ending, whose bytes are the characters of a text here.</summary>
    private static List<int> Ending(Dictionary<string, List<int>> endings, ReadOnlySpan<byte> ending)
    {
        string key = Encoding.Latin1.GetString(ending);
        if (!endings.TryGetValue(key, out List<int>? tokens))
            endings.Add(key, tokens = []);
        return tokens;
    }

    /// <summary>How many characters a token begins, where it is nothing but what may stand in a JSON string as it is; else 0.</summary>
    /// <param name="token">The token.</param>
    /// <param name="plainBytes">How many bytes of whole such characters it begins with.</param>
    private static int PlainCharacters(byte[] token, out int plainBytes)
    {
        plainBytes = 0;
        int at = 0;
        Characters place = Characters.Start;
        int count = 0;
        foreach (byte next in token)
        {
            if (next is (byte)'"' or (byte)'\\' or < 0x20)
                return 0;
            count += place.IsBoundary ? 1 : 0;
            if (place.Next(Dfa.All, next) is not { } after)
                return 0;
            place = after;
            at++;
            if (place.IsBoundary)
                plainBytes = at;
        }

        return count;
    }
}
