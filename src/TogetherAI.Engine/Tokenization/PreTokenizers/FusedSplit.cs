namespace TogetherAI.Engine.Tokenization.PreTokenizers;

/// <summary>A way to split that can be gone word by word, without a list of all pieces.</summary>
/// <param name="First">Classes of characters that are cut out first, one after another (Falcon's punctuation, StarCoder's digits).</param>
/// <param name="Scanner">Its matches within what that leaves, which have no gap, are the words.</param>
/// <param name="Rest">What is done to each word by itself after that; null for nothing.</param>
internal sealed record FusedSplit(CutClass[] First, WordScanner Scanner, PreTokenizer? Rest)
{
    /// <summary>Where the first stretch that the classes cut out or leave ends: as far as the scanner may see.</summary>
    public int EndOfRun(ReadOnlySpan<char> text)
    {
        if (First is []) return text.Length;
        int end = text.Length;
        Span<bool> inside = stackalloc bool[First.Length];
        for (int i = 0; i < First.Length; i++)
        {
            inside[i] = First[i].Characters.IsMatch(text, 0, out int units);
            if (inside[i] && !First[i].Together) return units;
        }

        // All classes at once, so that a text is gone through once however many there are.
        for (int at = 0, units; at < end; at += units)
        {
            units = 1;
            for (int i = 0; i < First.Length; i++)
            {
                if (First[i].Characters.IsMatch(text, at, out units) != inside[i]) return at;
            }
        }

        return end;
    }
}

/// <summary>A class of characters that are cut out, and how: each by itself, or those that stand together as one.</summary>
internal readonly record struct CutClass(RunePattern Characters, bool Together);
