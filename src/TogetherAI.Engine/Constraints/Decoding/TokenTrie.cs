using TogetherAI.Engine.Constraints.Automaton;

namespace TogetherAI.Engine.Constraints.Decoding;

/// <summary>Tokens as a tree of their bytes, laid out in the order in which it is walked. Immutable and thread-safe.</summary>
internal sealed class TokenTrie
{
    private const int None = -1;

    private readonly byte[] _bytes;
    private readonly int[] _depths, _ends, _first, _alike;
    private readonly int _deepest;

    /// <param name="tokens">The tokens with their bytes, none empty, in the order of their bytes.</param>
    /// <param name="vocabularySize">Ids are less than this.</param>
    public TokenTrie(IReadOnlyList<(int Id, byte[] Bytes)> tokens, int vocabularySize)
    {
        List<byte> bytes = [];
        List<int> depths = [], first = [];
        _alike = new int[vocabularySize];
        Array.Fill(_alike, None);
        byte[] before = [];
        int[] path = new int[tokens.Select(static token => token.Bytes.Length).DefaultIfEmpty(0).Max() + 1];
        foreach ((int id, byte[] token) in tokens)
        {
            int shared = token.AsSpan().CommonPrefixLength(before);
            for (int i = shared; i < token.Length; i++)
            {
                path[i] = bytes.Count;
                bytes.Add(token[i]);
                depths.Add(i);
                first.Add(None);
            }

            // Tokens with the same bytes hang on one another.
            int node = path[token.Length - 1];
            (_alike[id], first[node]) = (first[node], id);
            before = token;
        }

        (_bytes, _depths, _first) = ([.. bytes], [.. depths], [.. first]);
        _deepest = path.Length;
        _ends = new int[_bytes.Length];
        Stack<int> open = [];
        for (int i = 0; i <= _bytes.Length; i++)
        {
            int depth = i < _bytes.Length ? _depths[i] : 0;
            while (open.TryPeek(out int node) && _depths[node] >= depth)
                _ends[open.Pop()] = i;
            open.Push(i);
        }
    }

    /// <summary>Makes the mask of a state out of that of <see cref="ConstraintState.Parted"/>.</summary>
    public void Correct(ConstraintState state, Span<ulong> mask)
    {
        ConstraintState[] path = new ConstraintState[_deepest + 1];
        path[0] = state;
        for (int i = 0; i < _bytes.Length;)
        {
            int depth = _depths[i];
            ConstraintState? after = path[depth].After(_bytes[i]);
            if (after is { IsParting: false })
            {
                i = _ends[i];
                continue;
            }

            int end = after is null ? _ends[i] : i + 1;
            for (; i < end; i++)
            {
                for (int token = _first[i]; token != None; token = _alike[token])
                    mask[token >> 6] = after is null ? mask[token >> 6] & ~(1UL << token) : mask[token >> 6] | (1UL << token);
            }

            if (after is not null)
                path[depth + 1] = after;
        }
    }

    /// <summary>Sets the bits of the tokens whose bytes may follow a state.</summary>
    public void Mark(ConstraintState state, Span<ulong> mask)
    {
        ConstraintState[] path = new ConstraintState[_deepest + 1];
        path[0] = state;
        for (int i = 0; i < _bytes.Length;)
        {
            int depth = _depths[i];
            if (path[depth].After(_bytes[i]) is not { } after)
            {
                i = _ends[i];
                continue;
            }

            path[depth + 1] = after;
            for (int token = _first[i]; token != None; token = _alike[token])
                mask[token >> 6] |= 1UL << token;
            i++;
        }
    }
}
