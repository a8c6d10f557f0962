namespace TogetherAI.Engine.Generation.Speculation;

/// <summary>
/// How many tokens to guess for one sequence: twice as many when all were right, about as many as were right when some were, and after a
/// guess that was all wrong none for a while, longer each time. So what cannot be guessed costs little. Not thread-safe.
/// </summary>
internal sealed class DraftLength
{
    private const int First = 2;
    private const int LongestPause = 6;

    private int _length = First, _pause, _misses;

    /// <summary>How many to guess now, of at most <paramref name="most"/>; to be asked once for each pass.</summary>
    public int Next(int most)
    {
        if (_pause > 0)
        {
            _pause--;
            return 0;
        }

        return Math.Min(_length, most);
    }

    /// <summary>Takes note of how many were right.</summary>
    public void Note(int guessed, int right)
    {
        if (right == 0)
        {
            _misses = Math.Min(_misses + 1, LongestPause);
            _pause = 1 << _misses;
            _length = First;
            return;
        }

        _misses = 0;
        _length = right < guessed ? right + 1 : Math.Max(_length, guessed * 2);
    }
}
