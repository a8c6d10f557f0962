using System.Buffers;
using System.Text;

namespace TogetherAI.Engine.Tokenization.PreTokenizers;

/// <summary>Matches every single character of a class.</summary>
internal sealed class RunePattern(Func<Rune, bool> isMatch) : TextPattern
{
    private const int Ascii = 128;

    private readonly bool[] _ascii = [.. Enumerable.Range(0, Ascii).Select(value => isMatch(new Rune(value)))];

    /// <summary>Whether the character at a place is of the class, and how many UTF-16 units it takes.</summary>
    public bool IsMatch(ReadOnlySpan<char> text, int at, out int units)
    {
        char first = text[at];
        units = 1;
        if (first < Ascii) return _ascii[first];
        return Rune.DecodeFromUtf16(text[at..], out Rune rune, out units) == OperationStatus.Done && isMatch(rune);
    }

    public override void FindMatches(string text, int start, int length, List<(int Start, int End)> matches)
    {
        ReadOnlySpan<char> span = text.AsSpan(start, length);
        for (int at = 0; at < length;)
        {
            bool found = IsMatch(span, at, out int units);
            if (found) matches.Add((start + at, start + at + units));
            at += units;
        }
    }
}
