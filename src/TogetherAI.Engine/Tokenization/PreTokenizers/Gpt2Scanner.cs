using System.Globalization;

namespace TogetherAI.Engine.Tokenization.PreTokenizers;

/// <summary>GPT-2: words, numbers and symbols, each with the space before it.</summary>
internal sealed class Gpt2Scanner : WordScanner
{
    public override int NextEnd(ReadOnlySpan<char> text, int at)
    {
        int end = EndOfContraction(text, at, ignoreCase: false);
        if (end > at) return end;
        int start = text[at] == ' ' && at + 1 < text.Length && !IsSpace(text[at + 1]) ? at + 1 : at;
        if (IsSpace(text[start])) return EndOfSpace(text, at);
        UnicodeCategory category = CategoryAt(text, start, out _);
        if (CharacterClasses.IsLetter(category)) return SkipLetters(text, start);
        return CharacterClasses.IsNumber(category)
            ? SkipNumbers(text, start, int.MaxValue)
            : SkipSymbols(text, start, marksAreLetters: false);
    }

    private static int SkipLetters(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && CharacterClasses.IsLetter(CategoryAt(text, at, out int units))) at += units;
        return at;
    }
}
