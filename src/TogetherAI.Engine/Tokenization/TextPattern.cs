using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace TogetherAI.Engine.Tokenization;

/// <summary>What a <c>pattern</c> of the file finds in a text: <c>{"String": …}</c> or <c>{"Regex": …}</c>.</summary>
internal abstract class TextPattern
{
    /// <summary>Adds every match, from left to right. Matches do not overlap.</summary>
    public abstract void FindMatches(string text, int start, int length, List<(int Start, int End)> matches);

    public string Replace(string text, string content)
    {
        List<(int Start, int End)> matches = [];
        FindMatches(text, 0, text.Length, matches);
        if (matches.Count == 0) return text;
        StringBuilder replaced = new(text.Length);
        int done = 0;
        foreach ((int start, int end) in matches)
        {
            replaced.Append(text, done, start - done).Append(content);
            done = end;
        }

        return replaced.Append(text, done, text.Length - done).ToString();
    }
}

internal sealed class LiteralPattern(string literal) : TextPattern
{
    public string Literal => literal;

    public override void FindMatches(string text, int start, int length, List<(int Start, int End)> matches)
    {
        int end = start + length;
        for (int at = start; text.AsSpan(at, end - at).IndexOf(literal, StringComparison.Ordinal) is int found and >= 0; at += found + literal.Length)
            matches.Add((at + found, at + found + literal.Length));
    }
}

/// <summary>
/// A regular expression of the file, written for Oniguruma and run by .NET. .NET sees UTF-16 and not characters, so it is given a shadow of
/// the text in which each character beyond U+FFFF is one of the same general category: classes such as <c>\p{L}</c> then hold on all
/// planes.
/// </summary>
internal sealed class RegexPattern : TextPattern
{
    // Only patterns with lookarounds can backtrack, and only hostile ones at length.
    private static readonly TimeSpan s_matchTimeout = TimeSpan.FromSeconds(2);

    private readonly Regex _regex;
    private readonly string _source;
    private readonly string _field;

    /// <exception cref="ModelFormatException">.NET cannot run the pattern, or would read it in another way.</exception>
    public RegexPattern(string pattern, string source, string field)
    {
        _source = source;
        _field = field;
        // Inline options mean other things in Oniguruma's Ruby syntax: (?m) lets the dot match newlines.
        if (pattern.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') || Regex.IsMatch(pattern, @"\(\?-?[a-zA-Z]*[mnsx]"))
            throw new ModelFormatException(source, field, $"'{pattern}' uses regular expression syntax that is not supported");
        const RegexOptions options = RegexOptions.CultureInvariant | RegexOptions.Multiline;
        try
        {
            _regex = new Regex(pattern, options | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException)
        {
            _regex = new Regex(pattern, options, s_matchTimeout);
        }
        catch (ArgumentException fault)
        {
            throw new ModelFormatException(source, field, $"'{pattern}' uses regular expression syntax that is not supported ({fault.Message})", fault);
        }
    }

    public override void FindMatches(string text, int start, int length, List<(int Start, int End)> matches)
    {
        ReadOnlySpan<char> span = text.AsSpan(start, length);
        try
        {
            if (span.ContainsAnyInRange('\uD800', '\uDFFF'))
            {
                FindInShadow(span, start, matches);
                return;
            }

            foreach (ValueMatch match in _regex.EnumerateMatches(span)) matches.Add((start + match.Index, start + match.Index + match.Length));
        }
        catch (RegexMatchTimeoutException fault)
        {
            throw new ModelFormatException(_source, _field, "takes too long on this text", fault);
        }
    }

    private void FindInShadow(ReadOnlySpan<char> span, int start, List<(int Start, int End)> matches)
    {
        char[] shadow = ArrayPool<char>.Shared.Rent(span.Length);
        int[] origin = ArrayPool<int>.Shared.Rent(span.Length + 1);
        int count = 0;
        int at = 0;
        foreach (Rune rune in span.EnumerateRunes())
        {
            origin[count] = start + at;
            shadow[count++] = rune.IsBmp ? (char)rune.Value : Representatives[(int)Rune.GetUnicodeCategory(rune)];
            at += rune.Utf16SequenceLength;
        }

        origin[count] = start + at;
        foreach (ValueMatch match in _regex.EnumerateMatches(shadow.AsSpan(0, count)))
            matches.Add((origin[match.Index], origin[match.Index + match.Length]));
        ArrayPool<char>.Shared.Return(shadow);
        ArrayPool<int>.Shared.Return(origin);
    }

    /// <summary>For each <see cref="System.Globalization.UnicodeCategory"/>, in order, a rare character of it below U+10000.</summary>
    private const string Representatives =
        "\uA640\uA641\u1F88\uA7F8\uA840" + // Lu Ll Lt Lm Lo
        "\uA66F\uA823\u20DD" + // Mn Mc Me
        "\uA8D0\uA6E6\uA830" + // Nd Nl No
        "\u2000\u2028\u2029" + // Zs Zl Zp
        "\u0080\u2060\uE000\uE000" + // Cc Cf Cs Co
        "\uFE33\uFE58\uFE59\uFE5A\u2E02\u2E03\uA6F3" + // Pc Pd Ps Pe Pi Pf Po
        "\uFB29\uA838\uA700\uA490\u0378"; // Sm Sc Sk So Cn
}
