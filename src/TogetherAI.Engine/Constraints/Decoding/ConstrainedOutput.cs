using TogetherAI.Engine.Constraints.Automaton;

namespace TogetherAI.Engine.Constraints.Decoding;

/// <summary>
/// One completion held to its constraint: which tokens may be drawn next. For one sequence; not thread-safe.
/// </summary>
internal sealed class ConstrainedOutput(OutputConstraint constraint, LanguageModel model)
{
    private readonly bool[] _allowed = new bool[model.Spec.VocabularySize];
    private readonly IReadOnlyList<int> _ends = model.Defaults.EndOfSequenceTokens;
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

    /// <summary>Takes the token that was drawn; an end token writes nothing.</summary>
    public void Append(int token) => _state = _state.After(model.Tokenizer.GetBytes(token))!;

    private bool Mark()
    {
        Array.Clear(_allowed);
        return model.Tokens.Mark(_state, _allowed);
    }
}
