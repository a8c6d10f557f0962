using TogetherAI.Engine.Constraints.Automaton;
using TogetherAI.Engine.Tokenization;

namespace TogetherAI.Engine.Constraints.Decoding;

/// <summary>
/// A vocabulary in the order of its tokens' bytes: walking it in order visits each common beginning once, as a trie would. Immutable and
/// thread-safe.
/// </summary>
internal sealed class TokenTable
{
    private readonly Tokenizer _tokenizer;
    private readonly int[] _ids;
    private readonly int[] _shared;

    /// <param name="tokenizer">Gives the tokens. Special ones and those without bytes are left out: they write nothing.</param>
    /// <param name="ends">The tokens that end a sequence, which write nothing either, however the file flags them.</param>
    public TokenTable(Tokenizer tokenizer, IReadOnlyList<int> ends)
    {
        _tokenizer = tokenizer;
        HashSet<int> silent = [.. ends];
        _ids = [.. Enumerable.Range(0, tokenizer.VocabularySize)
            .Where(id => !silent.Contains(id) && !tokenizer.IsSpecial(id) && !tokenizer.GetBytes(id).IsEmpty)];
        Array.Sort(_ids, (a, b) => tokenizer.GetBytes(a).SequenceCompareTo(tokenizer.GetBytes(b)));
        _shared = new int[_ids.Length];
        for (int i = 1; i < _ids.Length; i++)
            _shared[i] = tokenizer.GetBytes(_ids[i]).CommonPrefixLength(tokenizer.GetBytes(_ids[i - 1]));
    }

    /// <summary>Marks the tokens whose bytes may follow. Returns whether there is any.</summary>
    public bool Mark(ConstraintState state, Span<bool> allowed)
    {
        bool any = false;

        // The states after each byte of the token in hand, as far as it may follow. Tokens that share the byte that may not are passed over.
        List<ConstraintState> path = [state];
        bool failed = false;
        for (int i = 0; i < _ids.Length; i++)
        {
            if (failed && _shared[i] >= path.Count)
                continue;
            int kept = Math.Min(_shared[i], path.Count - 1);
            path.RemoveRange(kept + 1, path.Count - 1 - kept);
            ReadOnlySpan<byte> bytes = _tokenizer.GetBytes(_ids[i]);
            failed = false;
            while (!failed && path.Count <= bytes.Length)
            {
                if (path[^1].After(bytes[path.Count - 1]) is { } after)
                    path.Add(after);
                else
                    failed = true;
            }

            allowed[_ids[i]] = !failed;
            any |= !failed;
        }

        return any;
    }
}
