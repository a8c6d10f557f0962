using System.Globalization;

namespace TogetherAI.Engine.Tokenization.PreTokenizers;

/// <summary>
/// GPT-4o's pattern: as GPT-4's, but words are also cut where lower case is followed by upper case, and keep their contraction. And Mistral's,
/// in which contractions are nothing special.
/// </summary>
/// <param name="digits">How many digits a number has at most.</param>
/// <param name="contractions">A word keeps its contraction.</param>
internal sealed class O200kScanner(int digits, bool contractions) : WordScanner
{
    public override int NextEnd(ReadOnlySpan<char> text, int at)
    {
        UnicodeCategory category = CategoryAt(text, at, out int units);
        bool isNumber = CharacterClasses.IsNumber(category);
        bool mayLead = !isNumber && !CharacterClasses.IsLetter(category) && text[at] is not ('\r' or '\n');
        int word = -1;
        if (mayLead) word = EndOfLowerWord(text, at + units);
        if (word < 0) word = EndOfLowerWord(text, at);
        if (word < 0 && mayLead) word = EndOfUpperWord(text, at + units);
        if (word < 0) word = EndOfUpperWord(text, at);
        if (word >= 0) return contractions ? EndOfContraction(text, word, ignoreCase: true) : word;
        if (isNumber) return SkipNumbers(text, at, digits);

        int symbols = text[at] == ' ' ? at + 1 : at;
        int end = SkipSymbols(text, symbols, marksAreLetters: false);
        if (end > symbols)
        {
            while (end < text.Length && text[end] is '\r' or '\n' or '/') end++;
            return end;
        }

        end = EndOfLines(text, at);
        return end > at ? end : EndOfSpace(text, at);
    }

    /// <summary><c>[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+</c>, or -1.</summary>
    private static int EndOfLowerWord(ReadOnlySpan<char> text, int at)
    {
        // The first part takes all it can, and gives back only as much as the second part needs: its last character that may be lower.
        int givenBack = -1;
        int end = at;
        while (end < text.Length)
        {
            UnicodeCategory category = CategoryAt(text, end, out int units);
            if (!MayBeUpper(category)) break;
            end += units;
            if (MayBeLower(category)) givenBack = end;
        }

        int lower = SkipLower(text, end);
        return lower > end ? lower : givenBack;
    }

    /// <summary><c>[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*</c>, or -1.</summary>
    private static int EndOfUpperWord(ReadOnlySpan<char> text, int at)
    {
        int end = at;
        while (end < text.Length && MayBeUpper(CategoryAt(text, end, out int units))) end += units;
        return end > at ? SkipLower(text, end) : -1;
    }

    private static int SkipLower(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && MayBeLower(CategoryAt(text, at, out int units))) at += units;
        return at;
    }

    private static bool MayBeUpper(UnicodeCategory category) =>
        category != UnicodeCategory.LowercaseLetter && (CharacterClasses.IsLetter(category) || CharacterClasses.IsMark(category));

    private static bool MayBeLower(UnicodeCategory category) => CharacterClasses.IsMark(category)
        || category is UnicodeCategory.LowercaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter;
}
