namespace TogetherAI.Engine.Generation.Speculation;

/// <summary>The guess of one sequence for the pass in work, and how it fares. Not thread-safe.</summary>
internal sealed class Draft(int most)
{
    private readonly int[] _tokens = new int[most];
    private readonly DraftLength _found = new(), _made = new();
    private bool _byModel, _isForced;

    /// <summary>Tokens guessed.</summary>
    public int Count { get; private set; }

    /// <summary>Tokens that were drawn as guessed.</summary>
    public int Right { get; private set; }

    /// <summary>Whether what was drawn so far agrees with the guess, so that the next row holds the logits after it.</summary>
    public bool Holds { get; private set; } = true;

    public ReadOnlySpan<int> Tokens => _tokens.AsSpan(0, Count);

    public void Clear() => (Count, Right, Holds) = (0, 0, true);

    /// <summary>How many tokens to guess, of at most <paramref name="limit"/>; to be asked once for each pass and source.</summary>
    /// <param name="limit">Most that are any use.</param>
    /// <param name="byModel">Whether the draft model is to guess, or the text itself.</param>
    public int Wanted(int limit, bool byModel)
    {
        _byModel = byModel;
        return limit < 1 ? 0 : (byModel ? _made : _found).Next(Math.Min(limit, _tokens.Length));
    }

    /// <summary>Guesses from the text itself. False where it holds no example.</summary>
    public bool TryLookUp(ReadOnlySpan<int> text, int count)
    {
        Count = count > 0 && PromptLookup.TryFind(text, _tokens.AsSpan(0, count)) ? count : 0;
        return Count > 0;
    }

    /// <summary>
    /// Guesses what a constraint leaves no choice about, as far as the tokenizer writes it the way the model does. Such a guess is mostly right
    /// and tells nothing about others. False where there is no such token.
    /// </summary>
    public bool TryForce(ReadOnlySpan<int> tokens, int limit)
    {
        Count = Math.Max(0, Math.Min(tokens.Length, Math.Min(limit, _tokens.Length)));
        tokens[..Count].CopyTo(_tokens);
        _isForced = Count > 0;
        return _isForced;
    }

    public void Add(int token) => _tokens[Count++] = token;

    /// <summary>Compares the next guess with what was drawn.</summary>
    public void Compare(int token)
    {
        Holds = Right < Count && _tokens[Right] == token;
        if (Holds)
            Right++;
    }

    /// <summary>Learns from how many guesses were right.</summary>
    public void Settle()
    {
        if (Count > 0 && !_isForced)
            (_byModel ? _made : _found).Note(Count, Right);
        _isForced = false;
        Clear();
    }
}
