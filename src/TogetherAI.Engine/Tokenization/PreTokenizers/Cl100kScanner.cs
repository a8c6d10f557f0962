using System.Globalization;

namespace TogetherAI.Engine.Tokenization.PreTokenizers;

/// <summary>
/// GPT-4's pattern and its kin (Llama 3, Qwen): a word may begin with any one symbol, numbers come in groups, line breaks end a piece.
/// </summary>
/// <param name="digits">How many digits a number has at most.</param>
/// <param name="marksAreLetters">Combining marks belong to words.</param>
internal sealed class Cl100kScanner(int digits, bool marksAreLetters) : WordScanner
{
    public override int NextEnd(ReadOnlySpan<char> text, int at)
    {
        int end = EndOfContraction(text, at, ignoreCase: true);
        if (end > at) return end;

        UnicodeCategory category = CategoryAt(text, at, out int units);
        bool isNumber = CharacterClasses.IsNumber(category);
        bool mayLead = !isNumber && !CharacterClasses.IsLetter(category) && text[at] is not ('\r' or '\n');
        if (mayLead && (end = SkipLetters(text, at + units)) > at + units) return end;
        if ((end = SkipLetters(text, at)) > at) return end;
        if (isNumber) return SkipNumbers(text, at, digits);

        int symbols = text[at] == ' ' ? at + 1 : at;
        end = SkipSymbols(text, symbols, marksAreLetters);
        if (end > symbols)
        {
            while (end < text.Length && text[end] is '\r' or '\n') end++;
            return end;
        }

        end = EndOfLines(text, at);
        return end > at ? end : EndOfSpace(text, at);
    }

    private int SkipLetters(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length)
        {
            UnicodeCategory category = CategoryAt(text, at, out int units);
            if (!CharacterClasses.IsLetter(category) && !(marksAreLetters && CharacterClasses.IsMark(category))) break;
            at += units;
        }

        return at;
    }
}
