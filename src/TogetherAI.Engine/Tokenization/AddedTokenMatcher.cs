using System.Buffers;
using System.Globalization;
using System.Text;

namespace TogetherAI.Engine.Tokenization;

/// <summary>Finds a set of tokens in a text: leftmost first, and of several at one place the longest.</summary>
internal sealed class AddedTokenMatcher
{
    private readonly SearchValues<string>? _any;
    private readonly Dictionary<char, AddedToken[]> _byFirst;

    public AddedTokenMatcher(IEnumerable<AddedToken> tokens)
    {
        AddedToken[] all = [.. tokens.Where(static token => token.Content.Length > 0)];
        if (all.Length > 0) _any = SearchValues.Create([.. all.Select(static token => token.Content)], StringComparison.Ordinal);
        _byFirst = all
            .GroupBy(static token => token.Content[0])
            .ToDictionary(static group => group.Key, static group => group.OrderByDescending(static token => token.Content.Length).ToArray());
    }

    public List<TextSegment> Split(string text)
    {
        List<TextSegment> segments = [];
        int done = 0;
        int at = 0;
        while (_any is not null && text.AsSpan(at).IndexOfAny(_any) is int offset and >= 0)
        {
            int start = at + offset;
            AddedToken token = LongestAt(text, start);
            int end = start + token.Content.Length;
            at = end;
            if (token.SingleWord && !StandsAlone(text, start, end)) continue;
            if (token.StripLeft) while (start > done && char.IsWhiteSpace(text[start - 1])) start--;
            if (token.StripRight) while (end < text.Length && char.IsWhiteSpace(text[end])) end++;
            if (start > done) segments.Add(new TextSegment(text, done, start - done, null));
            segments.Add(new TextSegment(text, start, end - start, token.Id));
            done = at = end;
        }

        if (done < text.Length) segments.Add(new TextSegment(text, done, text.Length - done, null));
        return segments;
    }

    private AddedToken LongestAt(string text, int start)
    {
        foreach (AddedToken token in _byFirst[text[start]])
        {
            if (text.AsSpan(start).StartsWith(token.Content, StringComparison.Ordinal)) return token;
        }

        throw new InvalidOperationException("The search found a token where there is none.");
    }

    private static bool StandsAlone(string text, int start, int end) =>
        (Rune.DecodeLastFromUtf16(text.AsSpan(0, start), out Rune before, out _) != OperationStatus.Done || !IsWord(before))
        && (Rune.DecodeFromUtf16(text.AsSpan(end), out Rune after, out _) != OperationStatus.Done || !IsWord(after));

    /// <summary>
    /// What <c>\w</c> means in Unicode's regular expressions (UTS 18, annex C): letters, marks, decimal digits, connectors, joiners.
    /// </summary>
    private static bool IsWord(Rune rune) => rune.Value is 0x200C or 0x200D || Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
        or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.ConnectorPunctuation;
}
