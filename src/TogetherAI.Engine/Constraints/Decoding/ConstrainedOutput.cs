using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using TogetherAI.Engine.Constraints.Automaton;

namespace TogetherAI.Engine.Constraints.Decoding;

/// <summary>
/// One completion held to its constraint: which tokens may be drawn next, and which must. For one sequence; not thread-safe.
/// </summary>
internal sealed class ConstrainedOutput(OutputConstraint constraint, LanguageModel model)
{
    private const int MostForced = 256;

    private readonly bool[] _allowed = new bool[model.Spec.VocabularySize];
    private readonly IReadOnlyList<int> _ends = model.Defaults.EndOfSequenceTokens;
    private readonly List<byte> _text = [];
    private ConstraintState _state = constraint.Start;

    /// <summary>Whether all is written and the model has no token to say so with.</summary>
    public bool HasEnded => _state.IsComplete && _ends.Count == 0 && (_state.IsClosed || !Mark());

    /// <summary>The tokens that may be drawn next, by id: those whose bytes may follow, and the end tokens where it may end here.</summary>
    public ReadOnlySpan<bool> Allowed()
    {
        bool any = Mark();
        if (_state.IsComplete)
        {
            foreach (int end in _ends)
                _allowed[end] = true;
        }
        else if (!any)
        {
            throw new InvalidOperationException(
                $"The constraint asks for text that the vocabulary of '{model.Name}' has no tokens for. Ask for other text, or take another model.");
        }

        return _allowed;
    }

    /// <summary>
    /// The tokens that must come next whatever the model would say, as its tokenizer would write them; empty where there is a choice. The
    /// last that could go on into what is not forced is left to the model.
    /// </summary>
    public int[] Forced()
    {
        List<byte> forced = [];
        lock (_state.Gate)
        {
            for (ConstraintState state = _state; forced.Count < MostForced && state.Forced() is { } next; state = state.After(next)!)
                forced.Add(next);
        }

        return forced.Count < 2 ? [] : Spell([.. forced]);
    }

    /// <summary>Takes the token that was drawn; an end token writes nothing.</summary>
    public void Append(int token)
    {
        lock (_state.Gate)
        {
            foreach (byte next in model.Tokenizer.GetBytes(token))
            {
                _text.Add(next);
                _state = _state.After(next)!.Settle(CollectionsMarshal.AsSpan(_text));
            }
        }
    }

    /// <summary>The tokens of a text but the last, where the tokenizer writes just that text; bytes of half a character count for nothing.</summary>
    private int[] Spell(byte[] text)
    {
        int[] tokens = model.Tokenizer.Encode(Encoding.UTF8.GetString(text).TrimEnd('\uFFFD'));
        int at = 0, kept = 0;
        while (kept < tokens.Length - 1)
        {
            ReadOnlySpan<byte> bytes = model.Tokenizer.GetBytes(tokens[kept]);
            if (bytes.IsEmpty || model.Tokenizer.IsSpecial(tokens[kept]) || !text.AsSpan(at).StartsWith(bytes))
                break;
            at += bytes.Length;
            kept++;
        }

        return tokens[..kept];
    }

    private bool Mark()
    {
        ulong[] mask;
        lock (_state.Gate)
            mask = model.Tokens.Allowed(_state);
        bool any = false;
        _allowed.AsSpan().Clear();
        for (int word = 0; word < mask.Length; word++)
        {
            for (ulong bits = mask[word]; bits != 0; bits &= bits - 1)
            {
                _allowed[(word << 6) | BitOperations.TrailingZeroCount(bits)] = true;
                any = true;
            }
        }

        return any;
    }
}
