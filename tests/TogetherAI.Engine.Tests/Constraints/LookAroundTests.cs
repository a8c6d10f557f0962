using System.Text.RegularExpressions;
using TogetherAI.Engine.Constraints.Languages;

namespace TogetherAI.Engine.Tests.Constraints;

/// <summary>Patterns that look around, on every short text, beside .NET's own engine.</summary>
public class LookAroundTests
{
    private static readonly string[] s_texts = [.. Enumerable.Range(0, 6).SelectMany(length => Enumerable.Range(0, (int)Math.Pow(4, length)).Select(number =>
        string.Concat(Enumerable.Range(0, length).Select(place => "ab -"[(number >> (2 * place)) & 3]))))];

    [Fact]
    public void What_is_asked_of_passwords_is_followed()
    {
        Dfa language = PatternCompiler.Search(@"^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[^\w\s]).{8,64}$");
        Assert.True(language.Accepts("aB3-aaaa"));
        Assert.False(language.Accepts("aB3aaaaaa"));
        Assert.False(language.Accepts("aB3-aaa"));
    }

    [Theory]
    [InlineData("^(?=.*a)(?=.*b).{2,4}$")]
    [InlineData("^(?!.*aa)[ab]+$")]
    [InlineData("a(?=b)")]
    [InlineData("a(?!b)")]
    [InlineData("(?<=a)b")]
    [InlineData("(?<!a)b")]
    [InlineData("(?<!^)a")]
    [InlineData("(?<=^|-)a+(?=-|$)")]
    [InlineData("\\ba")]
    [InlineData("a\\b")]
    [InlineData("\\bab\\b")]
    [InlineData("\\Ba\\B")]
    [InlineData("^\\B-")]
    [InlineData("^(a|b(?=a)|-(?!-))*$")]
    [InlineData("(?=a(?=b(?!a)))")]
    [InlineData("(?!(?!a))b|-")]
    [InlineData("^(?=(a|b)*-)(?!.*--)[ab-]*$")]
    [InlineData("(?=\\b)(?<=-)a")]
    [InlineData("(a(?=b))+b")]
    [InlineData("(?=^)a")]
    [InlineData("(?:(?=a)[ab]){2}")]
    [InlineData("^((?<=a)b|(?<!a)a)*$")]
    [InlineData("a(?=$)|^(?=-)")]
    [InlineData("(?=a)b")]
    public void The_same_texts_hold_a_match(string pattern)
    {
        Dfa language = PatternCompiler.Search(pattern);
        Regex regex = new(pattern, RegexOptions.CultureInvariant);
        Assert.Equal(s_texts.Where(text => regex.IsMatch(text)), s_texts.Where(language.Accepts));
        Regex whole = new($"^(?:{pattern})$", RegexOptions.CultureInvariant);
        Dfa all = PatternCompiler.Whole(pattern);
        Assert.Equal(s_texts.Where(text => whole.IsMatch(text)), s_texts.Where(all.Accepts));
    }
}
