using System.Numerics.Tensors;
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

    private readonly TokenTrie _all, _others;
    private readonly ulong[][] _plain;
    private readonly int _longest;

    /// <param name="vocabularySize">Ids are less than this.</param>
    /// <param name="bytes">A token's bytes; empty where it writes nothing, as those that are special or end a sequence.</param>
    public TokenTable(int vocabularySize, Func<int, byte[]> bytes)
    {
        VocabularySize = vocabularySize;
        List<(int Id, byte[] Bytes)> tokens = [.. Enumerable.Range(0, vocabularySize).Select(id => (id, bytes(id))).Where(static token => token.Item2.Length > 0)];
        tokens.Sort(static (a, b) => a.Bytes.AsSpan().SequenceCompareTo(b.Bytes));
        _all = new TokenTrie(tokens, vocabularySize);
        List<(int Id, byte[] Bytes)> others = [];
        _plain = new ulong[LongestPlain + 1][];
        for (int i = 0; i <= LongestPlain; i++)
            _plain[i] = new ulong[Words];
        foreach ((int id, byte[] token) in tokens)
        {
            int characters = PlainCharacters(token);
            if (characters is 0 or > LongestPlain)
                others.Add((id, token));
            for (int i = Math.Max(characters, 1); characters > 0 && i <= LongestPlain; i++)
                _plain[i][id >> 6] |= 1UL << id;
            _longest = characters is > 0 and <= LongestPlain ? Math.Max(_longest, characters) : _longest;
        }

        _others = new TokenTrie(others, vocabularySize);
    }

    public int VocabularySize { get; }

    private int Words => (VocabularySize + 63) / 64;

    /// <summary>The tokens whose bytes may follow, a bit each. Not to be changed.</summary>
    public ulong[] Allowed(ConstraintState state)
    {
        if (state.Tokens is { } known && ReferenceEquals(known.Vocabulary, this))
            return known.Mask;
        ulong[] mask = new ulong[Words];
        if (state.FreeCharacters >= _longest && _longest > 0)
        {
            _plain[_longest].CopyTo(mask, 0);
            _others.Mark(state, mask);
        }
        else
        {
            _all.Mark(state, mask);
        }

        state.Tokens = (this, mask);
        return mask;
    }

    /// <summary>How many characters a token begins, where it is nothing but what may stand in a JSON string as it is; else 0.</summary>
    private static int PlainCharacters(byte[] token)
    {
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
        }

        return count;
    }
}
