namespace TogetherAI.Engine.Generation;

/// <summary>
/// Watches a text that arrives in pieces for stop strings, and holds back what may be the beginning of one. The stop string that is
/// complete first ends the text, of several complete at once the longest: so the outcome does not depend on how the text was cut.
/// Each stop string is followed by the automaton of Knuth, Morris and Pratt (1977); a character costs a step or two a string.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class StopStringMatcher
{
    private readonly string[] _strings;
    private readonly int[][] _fallbacks;
    private readonly int[] _matched;
    private string _held = "";

    public StopStringMatcher(IReadOnlyList<string> strings)
    {
        _strings = [.. strings];
        _fallbacks = [.. _strings.Select(Fallbacks)];
        _matched = new int[_strings.Length];
    }

    /// <summary>The stop string that was found; null while none was.</summary>
    public string? Found { get; private set; }

    /// <summary>Takes the next piece and returns what is safe to show. Once a stop string is found nothing follows.</summary>
    public string Append(string text)
    {
        if (_strings.Length == 0 || Found is not null || text.Length == 0)
            return Found is null ? text : "";
        string all = _held + text;
        for (int i = _held.Length; i < all.Length; i++)
        {
            for (int k = 0; k < _strings.Length; k++)
            {
                if (Advance(k, all[i]) && !(Found?.Length >= _strings[k].Length))
                    Found = _strings[k];
            }

            if (Found is not null)
            {
                _held = "";
                return all[..(i + 1 - Found.Length)];
            }
        }

        int safe = all.Length - _matched.Max();
        _held = all[safe..];
        return all[..safe];
    }

    /// <summary>The text has ended: what was held back was no stop string after all.</summary>
    public string Flush()
    {
        string held = _held;
        _held = "";
        Array.Clear(_matched);
        return held;
    }

    /// <summary>Follows one string over one character; true where the string is complete.</summary>
    private bool Advance(int index, char next)
    {
        string wanted = _strings[index];
        int matched = _matched[index];
        while (matched > 0 && wanted[matched] != next)
            matched = _fallbacks[index][matched - 1];
        if (wanted[matched] == next)
            matched++;
        bool complete = matched == wanted.Length;
        _matched[index] = complete ? _fallbacks[index][matched - 1] : matched;
        return complete;
    }

    /// <summary>For each prefix the length of its longest proper prefix that is also its suffix.</summary>
    private static int[] Fallbacks(string text)
    {
        int[] fallbacks = new int[text.Length];
        for (int i = 1, length = 0; i < text.Length; i++)
        {
            while (length > 0 && text[i] != text[length])
                length = fallbacks[length - 1];
            if (text[i] == text[length])
                length++;
            fallbacks[i] = length;
        }

        return fallbacks;
    }
}
