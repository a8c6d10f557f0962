using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace TogetherAI.Engine.Tokenization.PreTokenizers;

/// <summary>
/// The split patterns of the well-known model families, by hand: linear in the text, and right beyond U+FFFF, where .NET's regular
/// expressions see two surrogates instead of a character. Each scanner gives exactly the matches of its pattern, tried alternative by
/// alternative.
/// </summary>
internal abstract class WordScanner
{
    /// <summary>GPT-4o's pattern, as its files spell it.</summary>
    public const string O200kPattern = @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    /// <summary>GPT-2's pattern, which <c>ByteLevel</c> with <c>use_regex</c> means.</summary>
    public static WordScanner Gpt2 { get; } = new Gpt2Scanner();

    /// <summary>Llama 3's pattern, and GPT-4's.</summary>
    public static WordScanner Cl100k { get; } = new Cl100kScanner(3, false);

    /// <summary>The pattern of Qwen 2 and 3.</summary>
    public static WordScanner Qwen2 { get; } = new Cl100kScanner(1, false);

    /// <summary>GPT-4o's pattern.</summary>
    public static WordScanner O200k { get; } = new O200kScanner(3, contractions: true);

    private static readonly FrozenDictionary<string, WordScanner> s_known = new Dictionary<string, WordScanner>
    {
        [@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"] = Gpt2,
        // Qwen 2 and 3, tai-tiny
        [@"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"] = Qwen2,
        // Llama 3, GPT-4
        [@"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"] = Cl100k,
        // Qwen 3.5: combining marks belong to words
        [@"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"] = new Cl100kScanner(1, true),
        // GPT-4o, gpt-oss, Llama 4, Phi 4
        [O200kPattern] = O200k,
        // Mistral since Nemo
        [@"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"] = new O200kScanner(1, contractions: false),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Finds the scanner for a pattern, spelt as the families' files spell it.</summary>
    public static WordScanner? ForPattern(string pattern) => s_known.GetValueOrDefault(pattern);

    /// <summary>Where the match that begins at <paramref name="at"/> ends.</summary>
    public abstract int NextEnd(ReadOnlySpan<char> text, int at);

    /// <summary>The category of the character at a place, and how many UTF-16 units it takes.</summary>
    protected static UnicodeCategory CategoryAt(ReadOnlySpan<char> text, int at, out int units)
    {
        char first = text[at];
        if (!char.IsSurrogate(first))
        {
            units = 1;
            return char.GetUnicodeCategory(first);
        }

        Rune.DecodeFromUtf16(text[at..], out Rune rune, out units);
        return Rune.GetUnicodeCategory(rune);
    }

    /// <summary><c>[^\s\p{L}\p{N}]</c>, and no mark where marks count as letters.</summary>
    protected static int SkipSymbols(ReadOnlySpan<char> text, int at, bool marksAreLetters)
    {
        while (at < text.Length)
        {
            UnicodeCategory category = CategoryAt(text, at, out int units);
            if (IsSpace(text[at]) || CharacterClasses.IsLetter(category) || CharacterClasses.IsNumber(category)
                || (marksAreLetters && CharacterClasses.IsMark(category))) break;
            at += units;
        }

        return at;
    }

    protected static int SkipNumbers(ReadOnlySpan<char> text, int at, int most)
    {
        for (; most > 0 && at < text.Length; most--)
        {
            if (!CharacterClasses.IsNumber(CategoryAt(text, at, out int units))) break;
            at += units;
        }

        return at;
    }

    /// <summary><c>\s+(?!\S)|\s+</c>: all of the whitespace, less one where a word follows, so that the word keeps its space.</summary>
    protected static int EndOfSpace(ReadOnlySpan<char> text, int at)
    {
        int end = SkipSpace(text, at);
        return end < text.Length && end - at > 1 ? end - 1 : end;
    }

    /// <summary><c>\s*[\r\n]+</c>: up to the last line break of a run of whitespace; <paramref name="at"/> where there is none.</summary>
    protected static int EndOfLines(ReadOnlySpan<char> text, int at)
    {
        int end = SkipSpace(text, at);
        return at + text[at..end].LastIndexOfAny('\r', '\n') + 1;
    }

    /// <summary><c>(?i:'s|'t|'re|'ve|'m|'ll|'d)</c>; <paramref name="at"/> where there is none. Folding case makes U+017F an s.</summary>
    protected static int EndOfContraction(ReadOnlySpan<char> text, int at, bool ignoreCase)
    {
        if (at + 1 >= text.Length || text[at] != '\'') return at;
        char first = Fold(text[at + 1]);
        if (first is 's' or 't' or 'm' or 'd') return at + 2;
        if (at + 2 >= text.Length) return at;
        return (first, Fold(text[at + 2])) is ('r', 'e') or ('v', 'e') or ('l', 'l') ? at + 3 : at;

        char Fold(char c) => !ignoreCase ? c : c == '\u017F' ? 's' : char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c;
    }

    protected static bool IsSpace(char c) => char.IsWhiteSpace(c);

    private static int SkipSpace(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && IsSpace(text[at])) at++;
        return at;
    }
}
