using System.Text;

namespace TogetherAI.Engine.Tokenization.PreTokenizers;

/// <summary>Matches every single character of a class.</summary>
internal sealed class RunePattern(Func<Rune, bool> isMatch) : TextPattern
{
    public override void FindMatches(string text, int start, int length, List<(int Start, int End)> matches)
    {
        int at = start;
        foreach (Rune rune in text.AsSpan(start, length).EnumerateRunes())
        {
            int end = at + rune.Utf16SequenceLength;
            if (isMatch(rune)) matches.Add((at, end));
            at = end;
        }
    }
}
