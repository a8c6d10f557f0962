namespace TogetherAI.Engine.Generation.Speculation;

/// <summary>The guess of one sequence for the pass in work, and how it fares. Not thread-safe.</summary>
internal sealed class Draft(int most)
{
    private readonly int[] _tokens = new int[most];
    private readonly DraftLength[] _lengths = [new(), new()];
    private DraftSource? _source;

    /// <summary>Tokens guessed.</summary>
    public int Count { get; private set; }

    /// <summary>Tokens that were drawn as guessed.</summary>
    public int Right { get; private set; }

    /// <summary>Whether what was drawn so far agrees with the guess, so that the next row holds the logits after it.</summary>
    public bool Holds { get; private set; } = true;

    public ReadOnlySpan<int> Tokens => _tokens.AsSpan(0, Count);

    public void Clear() => (Count, Right, Holds) = (0, 0, true);

    /// <summary>How many tokens to guess, of at most <paramref name="limit"/>; to be asked once for each pass and source.</summary>
    public int Wanted(int limit, DraftSource source)
    {
        _source = source;
        return limit < 1 ? 0 : _lengths[(int)source].Next(Math.Min(limit, _tokens.Length));
    }

    /// <summary>Guesses from the text itself. False where it holds no example.</summary>
    public bool TryLookUp(ReadOnlySpan<int> text, int count)
    {
        Count = count > 0 && PromptLookup.TryFind(text, _tokens.AsSpan(0, count)) ? count : 0;
        return Count > 0;
    }

    /// <summary>
    /// Guesses what a constraint leaves no choice about. Its bytes are certain and only the tokens that spell them are not, so nothing is
    /// learnt from how it fares. False where there is no such token.
    /// </summary>
    public bool TryForce(IReadOnlyList<int> tokens, int limit)
    {
        _source = null;
        for (int i = 0; i < Math.Min(tokens.Count, Math.Min(limit, _tokens.Length)); i++)
            Add(tokens[i]);
        return Count > 0;
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
        if (Count > 0 && _source is { } source)
            _lengths[(int)source].Note(Count, Right);
        Clear();
    }
}
